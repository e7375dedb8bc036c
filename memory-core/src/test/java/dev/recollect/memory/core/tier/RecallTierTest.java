package dev.recollect.memory.core.tier;

import static dev.recollect.memory.core.tier.TierFixture.START;
import static dev.recollect.memory.core.tier.TierFixture.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchMode;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.tier.SearchResult;
import dev.recollect.memory.api.value.DenseVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecallTierTest {

  private final TierFixture memory = new TierFixture();
  private final RecallTier ada = memory.recall("ada");

  @AfterEach
  void close() {
    memory.close();
  }

  private static List<String> texts(Iterable<SearchHit<RecalledMessage>> hits) {
    List<String> texts = new ArrayList<>();
    hits.forEach(hit -> texts.add(hit.text()));
    return texts;
  }

  @Test
  void append_numbersMessagesOfEachConversationFromOne() {
    List<RecalledMessage> first = ada.append("one", List.of(said(0, "Hello."), said(1, "Bye.")));
    List<RecalledMessage> other = ada.append("two", List.of(said(2, "Hi.")));
    List<RecalledMessage> later = ada.append("one", List.of(said(3, "Again.")));
    assertThat(first).extracting(RecalledMessage::id).containsExactly("one/1", "one/2");
    assertThat(other).extracting(RecalledMessage::id).containsExactly("two/1");
    assertThat(later).extracting(RecalledMessage::id).containsExactly("one/3");
    assertThat(ada.count()).isEqualTo(4);
  }

  @Test
  void append_embedsAllTextsInOneCall() {
    ada.append("c", List.of(said(0, "One."), said(1, "Two."), said(2, "Three.")));
    assertThat(memory.model.calls()).isEqualTo(1);
  }

  @Test
  void append_ofOtherRolesOrNoText_isRefused() {
    Message tool = Message.of(Role.TOOL, "42", START);
    Message blank = Message.of(Role.USER, "  ", START);
    for (Message wrong : List.of(tool, blank)) {
      assertThatThrownBy(() -> ada.append("c", List.of(wrong)))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
          .hasMessageContaining("USER and ASSISTANT messages with text can");
    }
    assertThat(ada.count()).isZero();
  }

  @Test
  void project_leavesOutWhatDoesNotBelong_andCanBeRepeated() {
    List<RecalledMessage> messages =
        List.of(
            new RecalledMessage("c", 1, said(0, "What is the weather?")),
            new RecalledMessage("c", 2, Message.of(Role.ASSISTANT, "", START)),
            new RecalledMessage("c", 3, Message.of(Role.TOOL, "rain", START)),
            new RecalledMessage("c", 4, Message.of(Role.ASSISTANT, "It rains.", START)));
    ada.project(TierFixture.owner("ada"), messages);
    ada.project(TierFixture.owner("ada"), messages);
    assertThat(ada.list("c", 1, 10)).extracting(RecalledMessage::sequence).containsExactly(1L, 4L);
  }

  @Test
  void project_takesTheContextAcrossToolMessages() {
    ada.append("c", List.of(said(0, "We talked about the harbour.")));
    ada.project(
        TierFixture.owner("ada"), List.of(new RecalledMessage("c", 4, said(1, "Nothing to add."))));
    assertThat(memory.recallRecord("ada", "c/4").dense().get("context"))
        .isEqualTo(
            DenseVector.of(memory.model.embed("We talked about the harbour.\nNothing to add.")));
  }

  @Test
  void list_returnsMessagesAsTheyWere() {
    Message full =
        Message.builder(Role.ASSISTANT, "I will look.", START)
            .name("Ada")
            .toolCalls(List.of(new ToolCall("7", "weather", "{\"city\":\"Bergen\"}")))
            .build();
    ada.append("c", List.of(full, said(1, "Thanks.")));
    assertThat(ada.list("c", 1, 10))
        .extracting(RecalledMessage::message)
        .containsExactly(full, said(1, "Thanks."));
    assertThat(ada.list("c", 2, 1)).hasSize(1);
    assertThat(ada.list("c", 3, 1000)).isEmpty();
  }

  @Test
  void list_outsideItsBounds_isRefused() {
    for (int limit : new int[] {0, 1_001}) {
      assertThatThrownBy(() -> ada.list("c", 1, limit)).hasMessageContaining("1 to 1,000");
    }
    assertThatThrownBy(() -> ada.list("c", 0, 10)).hasMessageContaining("from is 0");
  }

  @Test
  void append_ofMessageLongerThanTheModelReads_isFoundWholeAndOnce() {
    String text =
        IntStream.range(0, 900).mapToObj(n -> "word" + n).collect(Collectors.joining(" "))
            + " petrel";
    ada.append("c", List.of(said(1, "Sam", text)));
    SearchResult<RecalledMessage> found = ada.search("petrel word3", 5);
    assertThat(texts(found)).containsExactly(text);
    assertThat(found.total().toString()).isEqualTo("1");
    assertThat(ada.list("c", 1, 1).get(0).message()).isEqualTo(said(1, "Sam", text));
    assertThat(ada.count()).isEqualTo(1);
    assertThat(memory.recallRecord("ada", "c/1#1").part()).isEqualTo(1);
  }

  @Test
  void search_findsByTermAndSaysWhy() {
    ada.append(
        "c",
        List.of(
            said(0, "I sold the boat."), said(5, "The weather is fine."), said(9, "Good night.")));
    SearchHit<RecalledMessage> hit = ada.search("who sold boats", 3).hits().get(0);
    assertThat(hit.text()).isEqualTo("I sold the boat.");
    assertThat(hit.rank()).isEqualTo(1);
    assertThat(hit.evidence().coverage()).isEqualTo(1);
    assertThat(hit.evidence().sparseRank()).hasValue(1);
    assertThat(hit.evidence().contentCosine().orElse(0)).isGreaterThan(0);
  }

  @Test
  void search_seesOnlyItsOwner() {
    ada.append("c", List.of(said(0, "The boat is called Petrel.")));
    RecallTier bob = memory.recall("bob");
    bob.append("c", List.of(said(0, "Hello.")));
    assertThat(texts(bob.search("boat Petrel", 10))).containsExactly("Hello.");
  }

  @Test
  void search_ofEmptyMemory_findsNothing() {
    SearchResult<RecalledMessage> found = ada.search("anything", 10);
    assertThat(found.hits()).isEmpty();
    assertThat(found.total().exact()).isTrue();
    assertThat(found.anyNear()).isFalse();
  }

  @Test
  void search_ofUnknownOwner_isRefused() {
    assertThatThrownBy(() -> memory.recall("nobody").search("x", 1))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
  }

  @Test
  void search_ofStopWordsOnly_ranksByMeaning() {
    ada.append("c", List.of(said(0, "Who are you?"), said(1, "Rain again.")));
    assertThat(texts(ada.search("who are you", 1))).containsExactly("Who are you?");
  }

  @Test
  void search_byWordsAlone_embedsNothingAndFindsWhatSharesAWord() {
    ada.append("c", List.of(said(0, "I sold the boat."), said(5, "Rain again.")));
    int calls = memory.model.calls();
    SearchResult<RecalledMessage> found = ada.search(query().mode(SearchMode.TEXT).build());
    assertThat(memory.model.calls()).isEqualTo(calls);
    SearchHit<RecalledMessage> hit = found.hits().get(0);
    assertThat(hit.text()).isEqualTo("I sold the boat.");
    assertThat(hit.evidence().coverage()).isEqualTo(1);
    assertThat(hit.evidence().contentCosine()).isEmpty();
    assertThat(hit.evidence().denseRank()).isEmpty();
    assertThat(hit.evidence().near()).isTrue();
    SearchQuery other = SearchQuery.builder("boat in Bergen harbour").mode(SearchMode.TEXT).build();
    assertThat(ada.search(other).anyNear()).isFalse();
  }

  @Test
  void search_ofStopWordsOnlyByWordsAlone_findsNothing() {
    ada.append("c", List.of(said(0, "Who are you?")));
    SearchQuery query = SearchQuery.builder("who are you").mode(SearchMode.TEXT).build();
    assertThat(ada.search(query).hits()).isEmpty();
  }

  @Test
  void search_byMeaningAlone_ranksByMeaningAndStillSaysWhichWordsMatch() {
    ada.append("c", List.of(said(0, "I sold the boat."), said(5, "Rain again.")));
    SearchHit<RecalledMessage> hit =
        ada.search(query().mode(SearchMode.VECTOR).build()).hits().get(0);
    assertThat(hit.text()).isEqualTo("I sold the boat.");
    assertThat(hit.evidence().denseRank()).hasValue(1);
    assertThat(hit.evidence().sparseRank()).isEmpty();
    assertThat(hit.evidence().coverage()).isEqualTo(1);
  }

  @Test
  void search_byWordsAloneWithABoundOnTheCosine_isRefused() {
    SearchQuery.Builder query = query().mode(SearchMode.TEXT).minimumCosine(0.5);
    assertThatThrownBy(query::build)
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
        .hasMessageContaining("leave out minimumCosine");
  }

  @Test
  void search_withConditions_keepsToThem() {
    ada.append("c", List.of(said(0, "boat one"), said(10, "boat two"), said(20, "boat three")));
    ada.append("d", List.of(Message.of(Role.ASSISTANT, "boat four", START)));
    assertThat(texts(ada.search(query().since(START.plusSeconds(600)).build())))
        .containsExactlyInAnyOrder("boat two", "boat three");
    assertThat(texts(ada.search(query().until(START.plusSeconds(600)).build())))
        .containsExactlyInAnyOrder("boat one", "boat four");
    assertThat(texts(ada.search(query().roles(Set.of(Role.ASSISTANT)).build())))
        .containsExactly("boat four");
    assertThat(texts(ada.search(query().filter(Filter.eq("conversation", "d")).build())))
        .containsExactly("boat four");
  }

  private static SearchQuery.Builder query() {
    return SearchQuery.builder("boat");
  }

  @Test
  void search_withSpanThatEndsBeforeItBegins_isRefused() {
    SearchQuery backwards = query().since(START).until(START.minusSeconds(1)).build();
    assertThatThrownBy(() -> ada.search(backwards)).hasMessageContaining("swap the two");
  }

  @Test
  void search_withThresholds_dropsWhatFailsThem() {
    ada.append("c", List.of(said(0, "blue boat"), said(1, "green hill"), said(2, "blue hill")));
    SearchQuery covered = SearchQuery.builder("blue boat").minimumCoverage(0.9).build();
    assertThat(texts(ada.search(covered))).containsExactly("blue boat");
    SearchQuery near = SearchQuery.builder("blue boat").minimumCosine(0.9).build();
    SearchResult<RecalledMessage> found = ada.search(near);
    assertThat(texts(found)).containsExactly("blue boat");
    assertThat(found.total().count()).isEqualTo(1);
  }

  @Test
  void search_prefersTheSpeakerNamed() {
    ada.append(
        "c",
        List.of(
            said(0, "Joan", "The harbour is lovely."),
            said(1, "Kim", "Rain."),
            said(2, "Kim", "Wind."),
            said(3, "Kim", "The harbour is lovely.")));
    assertThat(ada.search("What did Kim say: harbour?", 1).hits().get(0).item().sequence())
        .isEqualTo(4);
    assertThat(ada.search("What did Joan say: harbour?", 1).hits().get(0).item().sequence())
        .isEqualTo(1);
  }

  @Test
  void search_lendsToNeighboursOfAHit() {
    List<Message> messages = new ArrayList<>();
    for (int minute = 0; minute < 20; minute++) {
      messages.add(said(minute, "filler number " + minute));
    }
    messages.set(10, said(10, "What colour is the boat?"));
    messages.set(11, said(11, "Green."));
    ada.append("c", messages);
    SearchHit<RecalledMessage> second = ada.search("colour of the boat", 2).hits().get(1);
    assertThat(second.text()).isEqualTo("Green.");
    assertThat(second.evidence().lent()).isGreaterThan(0);
  }

  @Test
  void search_isFrozen() {
    List<Message> messages = new ArrayList<>();
    for (int minute = 0; minute < 30; minute++) {
      messages.add(said(minute, "boat " + "deck ".repeat(minute)));
    }
    ada.append("c", messages);
    SearchResult<RecalledMessage> found = ada.search("boat", 10);
    List<String> before = texts(found.page(1, 10));
    ada.append("c", List.of(said(99, "boat boat boat")));
    assertThat(texts(found.page(1, 10))).isEqualTo(before).hasSize(10);
    assertThat(texts(found.page(0, 10))).isEqualTo(texts(found));
    assertThat(found.page(3, 10)).isEmpty();
    assertThat(found.total().toString()).isEqualTo("30");
  }

  @Test
  void search_beyondWhatALegReturns_saysAtLeast() {
    List<Message> messages = new ArrayList<>();
    for (int minute = 0; minute < 150; minute++) {
      messages.add(said(minute, "boat " + minute));
    }
    ada.append("c", messages);
    SearchResult<RecalledMessage> found = ada.search("boat", 10);
    assertThat(found.total().exact()).isFalse();
    assertThat(found.total().count()).isBetween(100, 150);
  }

  @Test
  void search_ofEqualTexts_isRepeatable() {
    List<Message> messages = new ArrayList<>();
    for (int minute = 0; minute < 12; minute++) {
      messages.add(said(minute, "the same boat"));
    }
    ada.append("c", messages);
    assertThat(ids(ada.search("boat", 12))).isEqualTo(ids(ada.search("boat", 12)));
  }

  private static List<String> ids(SearchResult<RecalledMessage> result) {
    return result.hits().stream().map(hit -> hit.item().id()).toList();
  }

  @Test
  void search_overStoreWithOneVector_works() {
    try (TierFixture plain = new TierFixture(1)) {
      RecallTier tier = plain.recall("ada");
      tier.append("c", List.of(said(0, "I sold the boat."), said(1, "Rain again.")));
      SearchHit<RecalledMessage> hit = tier.search("boat", 1).hits().get(0);
      assertThat(hit.text()).isEqualTo("I sold the boat.");
      assertThat(hit.evidence().contextCosine()).isEmpty();
    }
  }

  @Test
  void between_returnsOldestFirst_tenAtOnce() {
    List<Message> messages = new ArrayList<>();
    for (int minute = 24; minute >= 0; minute--) {
      messages.add(said(minute, "minute " + minute));
    }
    ada.append("c", messages);
    SearchResult<RecalledMessage> found =
        ada.between(START.plusSeconds(60), START.plusSeconds(60 * 22), Set.of(Role.USER));
    assertThat(found.total().toString()).isEqualTo("21");
    assertThat(texts(found)).hasSize(10).startsWith("minute 1", "minute 2");
    assertThat(texts(found.page(2, 10))).containsExactly("minute 21");
    assertThat(ada.between(START, START, Set.of()).hits()).isEmpty();
  }

  @Test
  void anyNear_inATinyMemory_tellsWhatIsThereFromWhatIsNot() {
    ada.append(
        "c",
        List.of(
            said(0, "My dog is called Biscuit and we live in Bergen."),
            said(1, "I am allergic to walnuts.")));
    assertThat(ada.search("What is my dog called?", 5).anyNear()).isTrue();
    assertThat(ada.search("What am I allergic to?", 5).anyNear()).isTrue();
    assertThat(ada.search("What is my sister's name?", 5).anyNear()).isFalse();
    assertThat(ada.search("Who won the 1998 world cup?", 5).anyNear()).isFalse();
  }
}
