package dev.recollect.memory.core.fake;

import dev.recollect.memory.api.spi.BackendProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds a jar from source text, as a third party would. */
public final class ProviderJar {

  private final Path jar;
  private final Map<String, String> sources = new TreeMap<>();
  private final Map<String, String> files = new TreeMap<>();
  private String classPath = System.getProperty("java.class.path");

  public ProviderJar(Path jar) {
    this.jar = jar;
  }

  /** Adds the class {@code acme.<name>}, a provider of backends with the given members. */
  public ProviderJar backend(String name, String members) {
    String open = " public Backend open(BackendContext c) { throw new IllegalStateException(); } ";
    return provider(BackendProvider.class, name, open + members);
  }

  /** Adds the class {@code acme.<name>} that implements a provider's type, listed as one. */
  public ProviderJar provider(Class<?> type, String name, String members) {
    sources.put(
        name,
        """
        package acme;
        import dev.recollect.memory.api.config.*;
        import dev.recollect.memory.api.error.*;
        import dev.recollect.memory.api.model.*;
        import dev.recollect.memory.api.spi.*;
        import java.util.*;
        public final class %s implements %s {
          %s
        }
        """
            .formatted(name, type.getName(), members));
    return service(type.getName(), "acme." + name);
  }

  /** Adds the class {@code acme.<name>} with the given members; no provider. */
  public ProviderJar library(String name, String members) {
    sources.put(name, "package acme; public final class %s { %s }".formatted(name, members));
    return this;
  }

  /** Compiles against another jar, which is not packed in. */
  public ProviderJar against(Path other) {
    classPath += java.io.File.pathSeparator + other;
    return this;
  }

  /** Lists a class in a service file. */
  public ProviderJar service(String service, String className) {
    files.merge("META-INF/services/" + service, className + "\n", String::concat);
    return this;
  }

  public Path build() throws IOException {
    Path classes = Files.createTempDirectory(jar.getParent(), ".classes");
    if (!sources.isEmpty()) {
      compile(classes);
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path file : compiled.filter(Files::isRegularFile).toList()) {
        put(out, classes.relativize(file).toString(), Files.readAllBytes(file));
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        put(out, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private void compile(Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Source> units = new ArrayList<>();
    sources.forEach((name, text) -> units.add(new Source(name, text)));
    List<String> options = List.of("-d", classes.toString(), "-proc:none", "-classpath", classPath);
    boolean compiled = compiler.getTask(null, null, null, options, null, units).call();
    if (!compiled) {
      throw new IllegalStateException("the sources of the jar do not compile");
    }
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///acme/" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
