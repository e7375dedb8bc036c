package dev.recollect.agent.fact;

import dev.recollect.agent.fact.Token.Kind;
import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what a clause speaks of, whose it is, and what tells it from others of its kind. */
final class TopicReader {

  private static final Lexicon LEXICON = Lexicon.english();
  private static final Relations RELATIONS = Relations.english();
  private static final Set<String> JOINS =
      Set.of("to", "with", "for", "of", "about", "from", "in", "at", "by");
  private static final Set<String> PARTS =
      Set.of("day", "night", "morning", "evening", "afternoon", "weekend", "early", "late");
  private static final Set<String> MAIL = Set.of(LEXICON.stem("email"), LEXICON.stem("mail"));
  private static final Set<String> TELEPHONES =
      Set.of(
          LEXICON.stem("phone"),
          LEXICON.stem("mobile"),
          LEXICON.stem("cell"),
          LEXICON.stem("telephone"));
  private static final Set<String> FAVOURITE =
      Set.of("favourite", "favorite", "preferred", "best", "go-to");

  private final List<Token> tokens;
  private final int verb;
  private final String owner;

  TopicReader(List<Token> tokens, int verb, String owner) {
    this.tokens = tokens;
    this.verb = verb;
    this.owner = owner;
  }

  List<Topic> topics() {
    List<Topic> topics = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is(Kind.VERB)) {
        addVerb(i, topics);
      } else if (isHead(i)) {
        addNoun(i, topics);
      } else if (tokens.get(i).is(Kind.NAME)) {
        addName(i, topics);
      }
    }
    addPhrases(topics);
    return topics;
  }

  /** Returns whom the words before the verb name. */
  String subjectOwner() {
    for (int i = 0; i < verb; i++) {
      boolean owns =
          i + 1 < verb
              && (tokens.get(i + 1).lower().equals(Word.POSSESSIVE)
                  || (isHead(i) && tokens.get(i + 1).is(Kind.NAME)));
      if (!owns && (isHead(i) || isLastName(i))) {
        return ownerOf(i);
      }
    }
    return Owners.OPEN;
  }

  private boolean isLastName(int index) {
    return tokens.get(index).is(Kind.NAME)
        && (index + 1 >= tokens.size()
            || !(tokens.get(index + 1).is(Kind.NAME) || isNominal(index + 1)));
  }

  private void addVerb(int index, List<Topic> topics) {
    Token token = tokens.get(index);
    if (!Clause.isLight(token)) {
      String whose = actsOn(index);
      topics.add(new Topic(token.stem(), whose, Set.of(), false, true, false, index));
    }
    for (String tag : RELATIONS.tags(token.stem())) {
      boolean single = RELATIONS.isSingle(tag, token.stem());
      String whose = tag.equals("name") ? named(index) : actsOn(index);
      topics.add(new Topic("#" + tag, whose, after(index, tag), single, true, false, index));
    }
  }

  /** "supervises me" tells of the user, "hired Ravi" of Ravi. */
  private String actsOn(int index) {
    if (index + 1 >= tokens.size()) {
      return owner;
    }
    Token next = tokens.get(index + 1);
    if (Set.of("me", "us").contains(next.lower())) {
      return Owners.USER;
    }
    boolean appoints = RELATIONS.is("appointing", tokens.get(index).base());
    return appoints && next.is(Kind.NAME) ? next.stem() : owner;
  }

  /** "a cat named Tom": the name is the cat's. */
  private String named(int index) {
    boolean behindNoun = index > 0 && isHead(index - 1) && index - 1 != verb;
    if (behindNoun) {
      return Owners.of(owner, tokens.get(index - 1).stem());
    }
    return owner.equals(Owners.OPEN) ? thing() : owner;
  }

  /** "work at" and "work in" tell of different things. */
  private Set<String> after(int index, String tag) {
    if (!tag.equals("job") || index + 1 >= tokens.size()) {
      return Set.of();
    }
    String next = tokens.get(index + 1).lower();
    return Set.of("in", "from", "on", "with").contains(next) ? Set.of("@" + next) : Set.of();
  }

  /** "is an accountant", "became a yoga instructor": what somebody does. */
  private void addOccupation(int index, List<Topic> topics) {
    Token token = tokens.get(index);
    boolean is = Set.of("be", "become").contains(tokens.get(verb).base()) && index > verb;
    boolean trade =
        LEXICON.is("occupation", token.lower())
            || token.lower().matches(".{3,}(er|or|ist|ian|ant)");
    if (is && trade && !owner.equals(Owners.OPEN)) {
      topics.add(new Topic("#job", owner, Set.of(), false, false, false, index));
    }
  }

  private void addNoun(int index, List<Topic> topics) {
    Token token = tokens.get(index);
    Set<String> modifiers = modifiers(index);
    String whose = topicOwner(index);
    boolean favourite = modifiers.removeIf(modifier -> FAVOURITE.contains(modifier));
    String stem = token.stem();
    boolean subject = index < verb;
    if (favourite) {
      topics.add(new Topic("favourite " + stem, whose, modifiers, true, false, subject, index));
      return;
    }
    addOccupation(index, topics);
    boolean single = RELATIONS.is("single", token.lower()) || RELATIONS.is("single", token.base());
    topics.add(new Topic(stem, whose, modifiers, single, false, subject, index));
    boolean mail = modifiers.removeAll(MAIL) && token.lower().equals("address");
    for (String tag : mail ? Set.of("email") : RELATIONS.tags(stem)) {
      boolean one = mail || RELATIONS.isSingle(tag, stem);
      topics.add(new Topic("#" + tag, whose, modifiers, one, false, subject, index));
    }
    boolean telephone = modifiers.removeAll(TELEPHONES) || modifiers.isEmpty();
    if (token.lower().equals("number") && telephone && !whose.equals(Owners.OPEN)) {
      topics.add(new Topic("#phonenumber", whose, modifiers, true, false, subject, index));
    }
  }

  /** "Leeds University" is a university. */
  private void addName(int index, List<Topic> topics) {
    for (String tag : RELATIONS.tags(tokens.get(index).stem())) {
      topics.add(new Topic("#" + tag, topicOwner(index), Set.of(), false, false, false, index));
    }
  }

  private void addPhrases(List<Topic> topics) {
    List<Word> words = tokens.stream().map(Token::word).toList();
    for (Map.Entry<String, List<List<String>>> tag : RELATIONS.phraseTags().entrySet()) {
      boolean found = tag.getValue().stream().anyMatch(phrase -> RELATIONS.contains(words, phrase));
      boolean age = tag.getKey().equals("age");
      if (found && !(age && topics.stream().anyMatch(topic -> topic.subject() && topic.single()))) {
        boolean single = RELATIONS.isSingle(tag.getKey(), tag.getKey());
        String whose = owner.equals(Owners.OPEN) ? firstPerson() : owner;
        topics.add(new Topic("#" + tag.getKey(), whose, Set.of(), single, true, false, 0));
      }
    }
  }

  private String firstPerson() {
    boolean user = tokens.stream().anyMatch(token -> LEXICON.is("first-person", token.lower()));
    return user ? Owners.USER : Owners.OPEN;
  }

  /** Returns whether the last word of a noun phrase stands at the index. */
  private boolean isHead(int index) {
    if (!isNominal(index) || isColour(index)) {
      return false;
    }
    return index + 1 >= tokens.size()
        || isColour(index + 1)
        || !isNominal(index + 1)
        || !adjacent(index);
  }

  private boolean isColour(int index) {
    return LEXICON.is("colour", tokens.get(index).lower())
        || RELATIONS.is("quality", tokens.get(index).lower());
  }

  private boolean isNominal(int index) {
    Token token = tokens.get(index);
    return token.is(Kind.CONTENT) && !Clause.isLight(token);
  }

  private boolean adjacent(int index) {
    return tokens.get(index + 1).word().start() - tokens.get(index).word().end() <= 1;
  }

  /** Returns what stands in the noun phrase before the head, and right behind it. */
  private Set<String> modifiers(int head) {
    Set<String> modifiers = new LinkedHashSet<>();
    for (int i = head - 1; i >= 0 && inPhrase(i); i--) {
      Token token = tokens.get(i);
      boolean favourite = FAVOURITE.contains(token.lower());
      boolean value = token.is(Kind.NUMBER) && head > verb;
      boolean part = PARTS.contains(token.lower());
      if (token.tells() && !value && (favourite || part || !RELATIONS.is("light", token.base()))) {
        modifiers.add(favourite ? token.lower() : token.stem());
      }
    }
    addJoined(head, modifiers);
    return modifiers;
  }

  private boolean inPhrase(int index) {
    Token token = tokens.get(index);
    return token.is(Kind.CONTENT)
        || token.is(Kind.NAME)
        || PARTS.contains(token.lower())
        || FAVOURITE.contains(token.lower())
        || (token.is(Kind.FUNCTION) && LEXICON.is("neutral-modifier", token.lower()))
        || token.lower().equals("new")
        || (token.is(Kind.NUMBER) && Numbers.isOrdinal(token.lower()));
  }

  private void addJoined(int head, Set<String> modifiers) {
    int join = head + 1;
    if (join + 1 >= tokens.size() || !JOINS.contains(tokens.get(join).lower())) {
      return;
    }
    boolean place = Set.of("in", "at", "by", "from").contains(tokens.get(join).lower());
    if (place && head >= verb) {
      return;
    }
    for (int i = join + 1; i < tokens.size() && i <= join + 3; i++) {
      Token token = tokens.get(i);
      if (token.is(Kind.NAME) || (token.is(Kind.CONTENT) && !Clause.isLight(token))) {
        modifiers.add(token.stem());
      } else if (!LEXICON.is("determiner", token.lower())) {
        return;
      }
    }
  }

  /**
   * Returns whose the noun is: by a possessive, else the subject's if it stands behind the verb.
   */
  private String topicOwner(int head) {
    String possessed = possessor(head);
    if (!possessed.equals("?")) {
      return possessed;
    }
    if (head <= verb || isIdentity(head)) {
      return Owners.OPEN;
    }
    return owner.equals(Owners.OPEN) ? thing() : owner;
  }

  private String thing() {
    for (int i = 0; i < verb; i++) {
      if (isHead(i)) {
        return Owners.thing(tokens.get(i).stem());
      }
    }
    return Owners.OPEN;
  }

  /** "Omar is the team lead", "as team lead": the role belongs to nobody named here. */
  private boolean isIdentity(int head) {
    int first = head;
    while (first > 0 && inPhrase(first - 1)) {
      first--;
    }
    String before = first == 0 ? "" : tokens.get(first - 1).lower();
    boolean role = RELATIONS.is("single", tokens.get(head).base());
    boolean be = tokens.get(verb).base().equals("be");
    boolean is = be && (first == verb + 1 || (first == verb + 2 && before.equals("the")));
    return role && (is || before.equals("as"));
  }

  /** Returns whom a noun or name stands for as a subject. */
  private String ownerOf(int head) {
    Token token = tokens.get(head);
    String possessor = possessor(head);
    if (token.is(Kind.NAME)) {
      return nameOwner(head);
    }
    if (token.lower().equals("family") && possessor.equals(Owners.USER)) {
      return Owners.USER;
    }
    if (RELATIONS.is("person", token.lower()) || RELATIONS.is("person", token.base())) {
      String person = RELATIONS.person(token.stem());
      return Owners.of(possessor.equals("?") ? Owners.OPEN : possessor, person);
    }
    return possessor.equals("?") ? Owners.OPEN : possessor;
  }

  /** "Anna Smith", "my sister Anna". */
  private String nameOwner(int last) {
    int first = last;
    while (first > 0 && tokens.get(first - 1).is(Kind.NAME)) {
      first--;
    }
    if (first > 0 && RELATIONS.is("person", tokens.get(first - 1).lower())) {
      String role = RELATIONS.person(tokens.get(first - 1).stem());
      return Owners.named(role, tokens.get(first).stem());
    }
    boolean thing = first > 0 && tokens.get(first - 1).lower().equals("the");
    return thing ? Owners.thing(tokens.get(first).stem()) : tokens.get(first).stem();
  }

  /** Returns the owner that a possessive before the noun names, "?" without one. */
  private String possessor(int head) {
    for (int i = head - 1; i >= 0; i--) {
      Token token = tokens.get(i);
      String lower = token.lower();
      if (lower.equals("my") || lower.equals("our")) {
        return Owners.USER;
      }
      if (Set.of("his", "her").contains(lower)) {
        return Owners.OTHER;
      }
      if (lower.equals(Word.POSSESSIVE) && i > 0) {
        Token before = tokens.get(i - 1);
        boolean person =
            before.is(Kind.NAME) || RELATIONS.is("person", before.lower()) || isRole(before);
        return person ? ownerOrRole(i - 1) : Owners.OPEN;
      }
      if (!inPhrase(i)) {
        return "?";
      }
    }
    return "?";
  }

  private static boolean isRole(Token token) {
    return RELATIONS.is("single", token.base());
  }

  private String ownerOrRole(int index) {
    Token token = tokens.get(index);
    return token.is(Kind.NAME) ? nameOwner(index) : Owners.of(chain(index), token.stem());
  }

  private String chain(int index) {
    String before = possessor(index);
    return before.equals("?") ? Owners.OPEN : before;
  }
}
