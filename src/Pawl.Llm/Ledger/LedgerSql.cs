namespace Pawl.Llm.Ledger;

/// <summary>The statements of the ledger.</summary>
internal static class LedgerSql
{
    public static Statement AddSession { get; } =
        new(
            "INSERT INTO sessions (process, process_start, boot, opened_at) VALUES ($process, $start, $boot, $now) RETURNING id",
            "$process",
            "$start",
            "$boot",
            "$now"
        );

    public static Statement AddWord { get; } = new("INSERT OR IGNORE INTO words (word) VALUES ($word)", "$word");

    public static Statement WordId { get; } = new("SELECT id FROM words WHERE word = $word", "$word");

    public static Statement Intend { get; } =
        new(
            """
            INSERT INTO tries (session, unit, stage, ordinal, key, model, intended_at, possible_cost)
            VALUES ($session, $unit, $stage, $ordinal, $key, $model, $now, $possible)
            """,
            "$session",
            "$unit",
            "$stage",
            "$ordinal",
            "$key",
            "$model",
            "$now",
            "$possible"
        );

    public static Statement ReaskTexts { get; } = new("DELETE FROM texts WHERE unit = $unit AND stage = $stage", "$unit", "$stage");

    public static Statement ReaskAnswers { get; } = new("DELETE FROM answers WHERE unit = $unit AND stage = $stage", "$unit", "$stage");

    public static Statement LastId { get; } = new("SELECT last_insert_rowid()");

    // Only a try on its way ends, and only once: an end told twice changes nothing and counts nothing.
    public static Statement EndAnswered { get; } =
        new(
            """
            UPDATE tries SET outcome = 'answered', ended_at = $now, input_tokens = $input, cached_tokens = $cached,
              output_tokens = $output, cost = $cost, request_id = $request
            WHERE id = $id AND outcome IS NULL
            """,
            "$id",
            "$now",
            "$input",
            "$cached",
            "$output",
            "$cost",
            "$request"
        );

    public static Statement EndWithout { get; } =
        new(
            """
            UPDATE tries SET outcome = $outcome, ended_at = $now, failure_kind = $kind, failure_status = $status, request_id = $request
            WHERE id = $id AND outcome IS NULL
            """,
            "$id",
            "$outcome",
            "$now",
            "$kind",
            "$status",
            "$request"
        );

    // The first answer stays: what was used once is what a restart uses again.
    public static Statement AddAnswer { get; } =
        new(
            """
            INSERT OR IGNORE INTO answers (unit, stage, ordinal, key, try, answered_at, sha256)
            VALUES ($unit, $stage, $ordinal, $key, $try, $now, $sha256)
            """,
            "$unit",
            "$stage",
            "$ordinal",
            "$key",
            "$try",
            "$now",
            "$sha256"
        );

    public static Statement AddText { get; } =
        new(
            """
            INSERT INTO texts (unit, stage, ordinal, key, text, model, finish_reason, request_id, input_tokens, cached_tokens, output_tokens)
            VALUES ($unit, $stage, $ordinal, $key, $text, $model, $finish, $request, $input, $cached, $output)
            """,
            "$unit",
            "$stage",
            "$ordinal",
            "$key",
            "$text",
            "$model",
            "$finish",
            "$request",
            "$input",
            "$cached",
            "$output"
        );

    public static Statement Find { get; } =
        new(
            """
            SELECT a.sha256, a.try IS NULL, t.text, t.model, t.finish_reason, t.request_id, t.input_tokens, t.cached_tokens, t.output_tokens
            FROM answers a
            LEFT JOIN texts t ON t.unit = a.unit AND t.stage = a.stage AND t.ordinal = a.ordinal AND t.key = a.key
            WHERE a.unit = $unit AND a.stage = $stage AND a.ordinal = $ordinal AND a.key = $key
            """,
            "$unit",
            "$stage",
            "$ordinal",
            "$key"
        );

    public static Statement HasUnknown { get; } =
        new(
            """
            SELECT 1 FROM tries
            WHERE outcome = 'unknown' AND unit = $unit AND stage = $stage AND ordinal = $ordinal AND key = $key LIMIT 1
            """,
            "$unit",
            "$stage",
            "$ordinal",
            "$key"
        );

    public static Statement Forget { get; } = new("DELETE FROM texts WHERE unit = $unit", "$unit");

    public static Statement AddSums { get; } =
        new(
            """
            INSERT INTO sums (scope, name, answered, cached, failed, unknown, input_tokens, cached_tokens, output_tokens, cost, possible_cost,
              unpriced)
            VALUES ($scope, $name, $answered, $fromCache, $failed, $unknown, $input, $cached, $output, $cost, $possible, $unpriced)
            ON CONFLICT (scope, name) DO UPDATE SET
              answered = answered + excluded.answered, cached = cached + excluded.cached, failed = failed + excluded.failed,
              unknown = unknown + excluded.unknown, input_tokens = input_tokens + excluded.input_tokens,
              cached_tokens = cached_tokens + excluded.cached_tokens, output_tokens = output_tokens + excluded.output_tokens,
              cost = cost + excluded.cost, possible_cost = possible_cost + excluded.possible_cost, unpriced = unpriced + excluded.unpriced
            """,
            "$scope",
            "$name",
            "$answered",
            "$fromCache",
            "$failed",
            "$unknown",
            "$input",
            "$cached",
            "$output",
            "$cost",
            "$possible",
            "$unpriced"
        );
}
