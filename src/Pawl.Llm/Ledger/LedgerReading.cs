using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Llm.Calls;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Ledger;

/// <summary>Questions to a ledger, whether it is open to write or only to read.</summary>
internal static class LedgerReading
{
    private const string SumColumns = """
        name, answered, cached, failed, unknown, input_tokens AS InputTokens, cached_tokens AS CachedTokens, output_tokens AS OutputTokens,
        cost, possible_cost AS PossibleCost, unpriced
        """;

    private const string TrySelection = """
        SELECT t.id, t.unit, s.word AS stage, t.ordinal, t.key, m.word AS model, t.intended_at AS IntendedAt,
          t.possible_cost AS PossibleCost, t.failure_kind AS FailureKind
        FROM tries t JOIN words s ON s.id = t.stage JOIN words m ON m.id = t.model
        """;

    public static LedgerSums Sums(SqliteConnection connection) => Sums(connection, "run", "");

    public static LedgerSums Sums(SqliteConnection connection, string scope, string name) =>
        connection
            .QuerySingleOrDefault<SumRow>($"SELECT {SumColumns} FROM sums WHERE scope = @scope AND name = @name", new { scope, name })
            ?.Sums
        ?? LedgerSums.None;

    public static IReadOnlyList<KeyValuePair<string, LedgerSums>> StageSums(SqliteConnection connection) =>
        connection
            .Query<SumRow>($"SELECT {SumColumns} FROM sums WHERE scope = 'stage' ORDER BY name")
            .Select(row => KeyValuePair.Create(row.Name, row.Sums))
            .ToList();

    public static IReadOnlyDictionary<string, LedgerSums> UnitSums(SqliteConnection connection, IReadOnlyCollection<string> units) =>
        connection
            .Query<SumRow>($"SELECT {SumColumns} FROM sums WHERE scope = 'unit' AND name IN @units", new { units })
            .ToDictionary(row => row.Name, row => row.Sums, StringComparer.Ordinal);

    public static IReadOnlyList<OpenTry> Unknown(SqliteConnection connection, int most) =>
        Tries(connection, "t.outcome = 'unknown' ORDER BY t.unit, t.stage, t.ordinal, t.key, t.id LIMIT @most", new { most });

    public static IReadOnlyList<OpenTry> InFlight(SqliteConnection connection, int most) =>
        Tries(connection, "t.outcome IS NULL ORDER BY t.id LIMIT @most", new { most });

    public static IReadOnlyList<AnsweredCall> Answers(SqliteConnection connection, string unit) =>
        connection
            .Query<AnswerRow>(
                """
                SELECT w.word AS stage, a.ordinal, a.key, a.sha256, a.try, a.answered_at AS AnsweredAt,
                  coalesce(t.input_tokens, 0) AS InputTokens, coalesce(t.cached_tokens, 0) AS CachedTokens,
                  coalesce(t.output_tokens, 0) AS OutputTokens, t.cost, t.request_id AS RequestId, m.word AS model
                FROM answers a JOIN words w ON w.id = a.stage LEFT JOIN tries t ON t.id = a.try LEFT JOIN words m ON m.id = t.model
                WHERE a.unit = @unit ORDER BY a.answered_at, w.word, a.ordinal
                """,
                new { unit }
            )
            .Select(row => new AnsweredCall(
                new CallSlot(unit, row.Stage, (int)row.Ordinal),
                Convert.ToHexStringLower(row.Key),
                Convert.ToHexStringLower(row.Sha256),
                row.Try is null,
                DateTimeOffset.FromUnixTimeMilliseconds(row.AnsweredAt),
                new TokenUsage(row.InputTokens, row.CachedTokens, row.OutputTokens),
                row.Try is null ? Dollars.Zero
                    : row.Cost is { } pico ? new Dollars(pico)
                    : null,
                row.RequestId,
                row.Model
            ))
            .ToList();

    private static List<OpenTry> Tries(SqliteConnection connection, string condition, object values) =>
        connection
            .Query<TryRow>($"{TrySelection} WHERE {condition}", values)
            .Select(row => new OpenTry(
                row.Id,
                new CallSlot(row.Unit, row.Stage, (int)row.Ordinal),
                Convert.ToHexStringLower(row.Key),
                row.Model,
                DateTimeOffset.FromUnixTimeMilliseconds(row.IntendedAt),
                row.PossibleCost is { } pico ? new Dollars(pico) : null,
                row.FailureKind
            ))
            .ToList();

    private sealed class SumRow
    {
        public string Name { get; set; } = "";
        public long Answered { get; set; }
        public long Cached { get; set; }
        public long Failed { get; set; }
        public long Unknown { get; set; }
        public long InputTokens { get; set; }
        public long CachedTokens { get; set; }
        public long OutputTokens { get; set; }
        public long Cost { get; set; }
        public long PossibleCost { get; set; }
        public long Unpriced { get; set; }

        public LedgerSums Sums =>
            new(
                Answered,
                Cached,
                Failed,
                Unknown,
                new TokenUsage(InputTokens, CachedTokens, OutputTokens),
                new Dollars(Cost),
                new Dollars(PossibleCost),
                Unpriced
            );
    }

    private sealed class TryRow
    {
        public long Id { get; set; }
        public string Unit { get; set; } = "";
        public string Stage { get; set; } = "";
        public long Ordinal { get; set; }
        public byte[] Key { get; set; } = [];
        public string Model { get; set; } = "";
        public long IntendedAt { get; set; }
        public long? PossibleCost { get; set; }
        public string? FailureKind { get; set; }
    }

    private sealed class AnswerRow
    {
        public string Stage { get; set; } = "";
        public long Ordinal { get; set; }
        public byte[] Key { get; set; } = [];
        public byte[] Sha256 { get; set; } = [];
        public long? Try { get; set; }
        public long AnsweredAt { get; set; }
        public long InputTokens { get; set; }
        public long CachedTokens { get; set; }
        public long OutputTokens { get; set; }
        public long? Cost { get; set; }
        public string? RequestId { get; set; }
        public string? Model { get; set; }
    }
}
