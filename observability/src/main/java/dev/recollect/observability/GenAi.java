package dev.recollect.observability;

/**
 * The names of OpenTelemetry's semantic conventions for generative AI that are used here, as of
 * 1.41.1, the last release of the conventions with these in it; and names of our own beside them.
 */
final class GenAi {

  /** The histogram of how long operations take; the name of every observation. */
  static final String OPERATION_DURATION = "gen_ai.client.operation.duration";

  /** The histogram of tokens. */
  static final String TOKEN_USAGE = "gen_ai.client.token.usage";

  static final String OPERATION = "gen_ai.operation.name";
  static final String PROVIDER = "gen_ai.provider.name";
  static final String REQUEST_MODEL = "gen_ai.request.model";
  static final String REQUEST_TOP_K = "gen_ai.request.top_k";
  static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
  static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
  static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
  static final String TOKEN_TYPE = "gen_ai.token.type";
  static final String AGENT_NAME = "gen_ai.agent.name";
  static final String CONVERSATION = "gen_ai.conversation.id";
  static final String TOOL_NAME = "gen_ai.tool.name";
  static final String TOOL_CALL = "gen_ai.tool.call.id";
  static final String TOOL_ARGUMENTS = "gen_ai.tool.call.arguments";
  static final String TOOL_RESULT = "gen_ai.tool.call.result";
  static final String TOOL_TYPE = "gen_ai.tool.type";
  static final String DATA_SOURCE = "gen_ai.data_source.id";
  static final String QUERY = "gen_ai.retrieval.query.text";
  static final String DIMENSION = "gen_ai.embeddings.dimension.count";
  static final String OUTPUT_MESSAGES = "gen_ai.output.messages";
  static final String ERROR = "error.type";

  static final String TENANT = "recollect.tenant";
  static final String TURN = "recollect.turn.id";
  static final String STEP = "recollect.turn.step";
  static final String STEPS = "recollect.turn.steps";
  static final String RESUMED = "recollect.turn.resumed";
  static final String STOP_REASON = "recollect.turn.stop_reason";
  static final String REQUEST_MESSAGES = "recollect.request.messages";
  static final String REQUEST_TOKENS = "recollect.request.tokens";
  static final String OWNER = "recollect.owner";
  static final String SEARCH_MODE = "recollect.search.mode";
  static final String SEARCH_HITS = "recollect.search.hits";
  static final String EMBEDDING_TEXTS = "recollect.embedding.texts";
  static final String EMBEDDING_PURPOSE = "recollect.embedding.purpose";

  /** What runs where no model does. */
  static final String RECOLLECT = "recollect";

  /** The value of a tag that an operation does not have. */
  static final String NONE = "none";

  /** The value of a tag that has too many. */
  static final String OTHER = "_OTHER";

  private GenAi() {}
}
