package dev.recollect.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OfflineModelTest {

  private final OfflineModel model = OfflineModel.in(ZoneOffset.UTC);

  @Test
  void reply_severalFacts_filesEachAndNotesThemAtOnce() {
    ChatReply reply =
        new HandMadeTurn("My dog is called Biscuit and we live in Bergen.").ask(model);

    assertThat(reply.text()).isEmpty();
    assertThat(reply.toolCalls())
        .extracting(ToolCall::name)
        .containsExactly("archival_memory_insert", "archival_memory_insert", "core_memory_append");
    assertThat(reply.toolCalls().get(1).arguments())
        .isEqualTo("{\"content\":\"we live in Bergen.\"}");
  }

  @Test
  void reply_factsFiled_saysWhatItNoted() {
    HandMadeTurn turn = new HandMadeTurn("I am allergic to walnuts.");

    assertThat(turn.finish(model)).isEqualTo("Noted: \"I am allergic to walnuts\".");
  }

  @Test
  void reply_filingFailed_reportsTheFailureAndEnds() {
    HandMadeTurn turn = new HandMadeTurn("I am allergic to walnuts.").failing("the disk is full");

    assertThat(turn.finish(model)).contains("could not file", "the disk is full");
    assertThat(turn.steps()).isEqualTo(2);
  }

  @Test
  void reply_question_searchesBothTiersAtOnce() {
    ChatReply reply = new HandMadeTurn("Do you remember what my dog is called?").ask(model);

    assertThat(reply.toolCalls())
        .extracting(ToolCall::name)
        .containsExactly("archival_memory_search", "conversation_search");
    assertThat(reply.toolCalls())
        .extracting(ToolCall::arguments)
        .containsOnly("{\"query\":\"what my dog is called\"}");
  }

  @Test
  void reply_found_quotesWithSourceAndDate() {
    HandMadeTurn turn =
        new HandMadeTurn("What is my dog called?").said("user", "My dog is called Biscuit.", true);

    assertThat(turn.finish(model))
        .isEqualTo("You told me on 1 November 2026: \"My dog is called Biscuit.\"");
  }

  @Test
  void reply_corrected_quotesOnlyTheNewest() {
    HandMadeTurn turn =
        new HandMadeTurn("What is my dog called?")
            .filed("My dog is called Biscuit.", true)
            .filed("Actually my dog is now called Toffee.", true);

    assertThat(turn.finish(model)).contains("Toffee").doesNotContain("Biscuit");
  }

  @Test
  void reply_evidenceWeak_saysThatItFoundNothing() {
    HandMadeTurn turn =
        new HandMadeTurn("What is my sister's name?").filed("My dog is called Biscuit.", false);

    assertThat(turn.finish(model)).isEqualTo("I found nothing in my memory about that.");
  }

  @Test
  void reply_nearButOfAnotherThing_saysThatItFoundNothing() {
    HandMadeTurn turn =
        new HandMadeTurn("What is my cat called?").filed("My dog is called Biscuit.", true);

    assertThat(turn.finish(model)).isEqualTo("I found nothing in my memory about that.");
  }

  @Test
  void reply_onlyOwnAnswersAndQuestionsFound_quotesNone() {
    HandMadeTurn turn =
        new HandMadeTurn("What is my dog called?")
            .said("assistant", "You told me: \"My dog is called Biscuit.\"", true)
            .said("user", "What is my dog called?", true)
            .said("user", "Did I say what my dog is called?", true);

    assertThat(turn.finish(model)).isEqualTo("I found nothing in my memory about that.");
  }

  @Test
  void reply_twoPeople_quotesTheSpeakerByName() {
    HandMadeTurn turn =
        new HandMadeTurn("What is Caroline researching?")
            .said("Caroline", "I'm looking into adoption agencies these days.", true);

    assertThat(turn.finish(model))
        .isEqualTo(
            "Caroline said on 1 November 2026: \"I'm looking into adoption agencies these days.\"");
  }

  @Test
  void reply_nameNobodyMentioned_saysThatItFoundNothing() {
    HandMadeTurn turn =
        new HandMadeTurn("What is Gina researching?")
            .said("Caroline", "I'm looking into adoption agencies these days.", true);

    assertThat(turn.finish(model)).isEqualTo("I found nothing in my memory about that.");
  }

  @Test
  void reply_manyFound_quotesAtMostThree() {
    HandMadeTurn turn = new HandMadeTurn("What did Ann say about boats?");
    for (int i = 0; i < 8; i++) {
      turn.said("Ann", "I think that boats of kind " + i + " are fine.", true);
    }

    assertThat(turn.finish(model).lines()).hasSize(3);
  }

  @Test
  void reply_longPassage_quotesTheMatchingPart() {
    String long1 = "Nothing of note happened that day. ".repeat(40);
    HandMadeTurn turn =
        new HandMadeTurn("What is my boat called?")
            .said("user", long1 + "My boat is called Petrel. " + long1, true);

    assertThat(turn.finish(model)).contains("My boat is called Petrel.").hasSizeLessThan(800);
  }

  @Test
  void reply_foundInADocument_quotesItWithFileAndPage() {
    HandMadeTurn turn =
        new HandMadeTurn("How often does the lighthouse of Ona flash?")
            .loaded("lights.pdf, page 12", "Ona fyr was lit in 1867. It shows one flash.", true);

    assertThat(turn.finish(model))
        .isEqualTo("lights.pdf, page 12: \"Ona fyr was lit in 1867. It shows one flash.\"");
  }

  @Test
  void reply_documentFarFromTheQuestion_isNotQuoted() {
    HandMadeTurn turn =
        new HandMadeTurn("How often does the lighthouse of Ona flash?")
            .loaded("cakes.md", "Bake it for an hour.", false);

    assertThat(turn.finish(model)).isEqualTo("I found nothing in my memory about that.");
  }

  @Test
  void reply_questionAboutTheUser_isNotAnsweredFromADocument() {
    HandMadeTurn turn =
        new HandMadeTurn("What is my name?")
            .loaded("manual.pdf, page 3", "The name is what a process runs under.", true);

    assertThat(turn.finish(model)).isEqualTo("I found nothing in my memory about that.");
  }

  @Test
  void reply_correctionOfWhatADocumentSays_replacesNothing() {
    HandMadeTurn turn =
        new HandMadeTurn("Actually my dog is now called Toffee.")
            .loaded("novel.txt", "My dog is called Biscuit.", true);

    assertThat(turn.finish(model)).isEqualTo("Noted: \"Actually my dog is now called Toffee\".");
  }

  @Test
  void reply_overview_leavesDocumentsOut() {
    HandMadeTurn turn =
        new HandMadeTurn("What do you know about me?")
            .loaded("novel.txt", "I am the captain of my ship.", true)
            .filed("I live in Bergen.", true);

    assertThat(turn.finish(model)).contains("I live in Bergen").doesNotContain("captain");
  }

  @Test
  void reply_factAndQuestion_filesBeforeItSearches() {
    HandMadeTurn turn = new HandMadeTurn("I have a cat called Tom. What is my dog called?");

    assertThat(turn.ask(model).toolCalls()).extracting(ToolCall::id).contains("file-0");
    assertThat(turn.filed("My dog is called Rex.", true).finish(model))
        .contains("Noted: \"I have a cat called Tom\"", "My dog is called Rex.");
  }

  @Test
  void reply_overview_listsTheHumanBlock() {
    HandMadeTurn turn = new HandMadeTurn("What do you know about me?").human("we live in Bergen");

    assertThat(turn.finish(model)).contains("- we live in Bergen");
  }

  @Test
  void reply_overviewOfNothing_saysSo() {
    assertThat(new HandMadeTurn("What do you know about me?").finish(model))
        .startsWith("I know nothing about you yet");
  }

  @Test
  void reply_noTools_saysWhatIsMissing() {
    assertThat(new HandMadeTurn("What is my dog called?").withoutTools().finish(model))
        .contains("no tool that searches");
    assertThat(new HandMadeTurn("I like tea.").withoutTools().finish(model))
        .contains("could not file");
  }

  @Test
  void reply_courtesies_needNoTools() {
    for (String message :
        List.of("Hello!", "Thanks a lot", "Bye", "ok", "…", "Who are you?", "Write a poem.")) {
      HandMadeTurn turn = new HandMadeTurn(message);
      assertThat(turn.finish(model)).isNotEmpty();
      assertThat(turn.steps()).isEqualTo(1);
    }
  }

  @Test
  void reply_sameRequest_isTheSameReply() {
    ChatReply first = new HandMadeTurn("I like tea and my dog is called Rex.").ask(model);

    assertThat(new HandMadeTurn("I like tea and my dog is called Rex.").ask(OfflineModel.create()))
        .isEqualTo(first);
  }

  @Test
  void reply_anyMessage_endsWithinFiveReplies() {
    for (List<String> each : Cases.read("sentences-heldout.txt")) {
      HandMadeTurn turn = new HandMadeTurn(each.get(1) + " " + each.get(1));
      assertThat(turn.finish(model)).isNotBlank();
      assertThat(turn.steps()).isLessThanOrEqualTo(5);
    }
  }

  @Test
  void reply_manyStatements_filesAllInFewPassages() {
    StringBuilder message = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      message.append("Shelf ").append(i).append(" holds ").append(i * 7).append(" books. ");
    }

    ChatReply reply = new HandMadeTurn(message.toString()).ask(model);

    assertThat(reply.toolCalls()).hasSizeLessThanOrEqualTo(41);
    assertThat(reply.toolCalls().toString()).contains("Shelf 0 holds", "Shelf 499 holds 3493");
  }

  @Test
  @Timeout(20)
  void reply_hugeMessagesOfAnyKind_areAnsweredSoon() {
    for (String piece :
        List.of(
            "a", "and I am, ", "my dog's ", "no, not ", "1.", "\uD83D\uDE00", "is it? ", "\n")) {
      String message = "x" + piece.repeat(15_000 / piece.length());
      assertThat(new HandMadeTurn(message).finish(model)).isNotBlank();
    }
  }

  @Test
  void reply_boundedAnswer_isCutAndSaysSo() {
    ChatRequest request = new HandMadeTurn("hello").request(8);

    ChatReply reply = model.reply(request, delta -> {}, CallOptions.none());

    assertThat(reply.finish()).isEqualTo(ChatReply.Finish.LENGTH);
    assertThat(model.countTokens(reply.text())).isLessThanOrEqualTo(8);
  }

  @Test
  void reply_requestOverTheWindow_isLimit() {
    Message message = Message.of(Role.USER, "word ".repeat(40_000), Instant.EPOCH);
    ChatRequest request = ChatRequest.builder(List.of(message)).build();

    assertThatThrownBy(() -> model.reply(request, delta -> {}, CallOptions.none()))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
  }

  @Test
  void reply_cancelled_isCancelled() {
    CancellationToken token = new CancellationToken();
    token.cancel();

    assertThatThrownBy(() ->
            model.reply(
                new HandMadeTurn("hello").request(100),
                delta -> {},
                CallOptions.none().withCancellation(token)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
  }

  @Test
  void reply_noUserMessage_isAnsweredAllTheSame() {
    ChatRequest request = ChatRequest.builder(List.of()).build();

    assertThat(model.reply(request, delta -> {}, CallOptions.none()).text()).isNotEmpty();
  }

  @Test
  void description_isOneSentenceThatSaysWhatItIs() {
    assertThat(model.description()).contains("offline model").endsWith(".");
  }

  @Test
  void provider_isFoundById() {
    assertThat(ServiceLoader.load(ChatModelProvider.class))
        .anySatisfy(provider -> assertThat(provider.id()).isEqualTo("offline"));
  }
}
