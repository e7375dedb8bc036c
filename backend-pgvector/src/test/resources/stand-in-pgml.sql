-- A stand-in for PostgresML, for tests: its two functions, with its signatures, and no model behind them.
-- Every word has a fixed pseudo-random direction and a text is the sum of its words, so that texts which share
-- words are near. Vectors are not of length one, as those of many models are not. Two names are models:
-- intfloat/e5-small-v2 (384 dimensions, as the model has) and stand-in/tiny (16); any other raises what the real
-- extension raises for a name that nobody knows.
CREATE SCHEMA pgml;

-- Counted in sequences, because a function that is IMMUTABLE may advance one and write nothing else.
CREATE SEQUENCE pgml.stand_in_calls;
CREATE SEQUENCE pgml.stand_in_texts;

CREATE FUNCTION pgml.stand_in_dimension(transformer text) RETURNS int
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
BEGIN
  RETURN CASE transformer WHEN 'intfloat/e5-small-v2' THEN 384 WHEN 'stand-in/tiny' THEN 16 END;
END $body$;

CREATE FUNCTION pgml.stand_in_vector(transformer text, text text) RETURNS real[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
DECLARE
  dimension int := pgml.stand_in_dimension(transformer);
  words text[] := array_remove(regexp_split_to_array(lower(text), '[^[:alnum:]]+'), '');
BEGIN
  IF dimension IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'internal_error', MESSAGE =
      E'Traceback (most recent call last):\n  File "transformers.py", line 277, in create_embedding\n'
      || 'OSError: ' || transformer || ' is not a local folder and is not a valid model identifier listed on'
      || E' ''https://huggingface.co/models''\nIf this is a private repository, pass a token.';
  END IF;
  PERFORM nextval('pgml.stand_in_texts');
  IF cardinality(words) = 0 THEN
    words := ARRAY[text];
  END IF;
  RETURN (
    SELECT array_agg(number::real ORDER BY place)
    FROM (
      SELECT place, sum(hashint4extended(place, hashtextextended(transformer || ' ' || word, 0)) / 9.3e18::float8) AS number
      FROM generate_series(1, dimension) AS place, unnest(words) AS word
      GROUP BY place) summed);
END $body$;

CREATE FUNCTION pgml.embed(transformer text, text text, kwargs jsonb DEFAULT '{}') RETURNS real[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
BEGIN
  PERFORM nextval('pgml.stand_in_calls');
  RETURN pgml.stand_in_vector(transformer, text);
END $body$;

CREATE FUNCTION pgml.embed(transformer text, inputs text[], kwargs jsonb DEFAULT '{}') RETURNS SETOF real[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
DECLARE
  input text;
BEGIN
  PERFORM nextval('pgml.stand_in_calls');
  FOREACH input IN ARRAY inputs LOOP
    RETURN NEXT pgml.stand_in_vector(transformer, input);
  END LOOP;
END $body$;
