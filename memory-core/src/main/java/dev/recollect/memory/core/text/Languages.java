package dev.recollect.memory.core.text;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.internal.NearestName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/**
 * The languages there are. English is a chain of our own; the others are Lucene's, with its stop
 * words. Thai is not among them: Lucene tells its words apart by the dictionary of the running JDK,
 * so that another one would find other terms.
 */
final class Languages {

  private static final SortedMap<String, Supplier<Analyzer>> LUCENE = lucene();
  private static final String LUCENE_REVISION = "-lucene/1";

  private Languages() {}

  private static SortedMap<String, Supplier<Analyzer>> lucene() {
    SortedMap<String, Supplier<Analyzer>> chains = new TreeMap<>();
    chains.put("arabic", ArabicAnalyzer::new);
    chains.put("armenian", ArmenianAnalyzer::new);
    chains.put("basque", BasqueAnalyzer::new);
    chains.put("bengali", BengaliAnalyzer::new);
    chains.put("bulgarian", BulgarianAnalyzer::new);
    chains.put("catalan", CatalanAnalyzer::new);
    chains.put("czech", CzechAnalyzer::new);
    chains.put("danish", DanishAnalyzer::new);
    chains.put("dutch", DutchAnalyzer::new);
    chains.put("estonian", EstonianAnalyzer::new);
    chains.put("finnish", FinnishAnalyzer::new);
    chains.put("french", FrenchAnalyzer::new);
    chains.put("galician", GalicianAnalyzer::new);
    chains.put("german", GermanAnalyzer::new);
    chains.put("greek", GreekAnalyzer::new);
    chains.put("hindi", HindiAnalyzer::new);
    chains.put("hungarian", HungarianAnalyzer::new);
    chains.put("indonesian", IndonesianAnalyzer::new);
    chains.put("irish", IrishAnalyzer::new);
    chains.put("italian", ItalianAnalyzer::new);
    chains.put("latvian", LatvianAnalyzer::new);
    chains.put("lithuanian", LithuanianAnalyzer::new);
    chains.put("norwegian", NorwegianAnalyzer::new);
    chains.put("persian", PersianAnalyzer::new);
    chains.put("portuguese", PortugueseAnalyzer::new);
    chains.put("romanian", RomanianAnalyzer::new);
    chains.put("russian", RussianAnalyzer::new);
    chains.put("serbian", SerbianAnalyzer::new);
    chains.put("spanish", SpanishAnalyzer::new);
    chains.put("swedish", SwedishAnalyzer::new);
    chains.put("turkish", TurkishAnalyzer::new);
    return Collections.unmodifiableSortedMap(chains);
  }

  static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(LUCENE.keySet());
    names.add(TextAnalyzer.ENGLISH);
    names.add("chinese");
    names.add("japanese");
    names.add("korean");
    names.add("standard");
    return names;
  }

  static Language named(String name) {
    return switch (name) {
      case TextAnalyzer.ENGLISH ->
          Language.of("english-snowball-stop-porter/1", new EnglishChain());
      // Pairs of neighbouring characters: three names for one chain, so one identity.
      case "chinese", "japanese", "korean" ->
          Language.of("cjk" + LUCENE_REVISION, new CJKAnalyzer());
      case "standard" ->
          Language.of("standard" + LUCENE_REVISION, new StandardAnalyzer(CharArraySet.EMPTY_SET));
      default -> lucene(name);
    };
  }

  static String unknown(String name) {
    return "there is no analysis of the language '"
        + name
        + "'."
        + NearestName.hint(names(), name)
        + " There are: "
        + String.join(", ", names())
        + "; standard is for all others.";
  }

  private static Language lucene(String name) {
    Supplier<Analyzer> chain = LUCENE.get(name);
    if (chain == null) {
      throw MemoryException.invalid(unknown(name));
    }
    return Language.of(name + LUCENE_REVISION, chain.get());
  }
}
