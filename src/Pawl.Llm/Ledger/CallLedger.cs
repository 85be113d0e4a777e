using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Llm.Calls;
using Pawl.Llm.Prices;
using Pawl.Runs.Processes;
using Pawl.Runs.Store;

namespace Pawl.Llm.Ledger;

/// <summary>
/// The calls of one run, on disk: a try is there before it is sent, an answer before it is used, so that after any end of the process no
/// answered call is asked again and every call that may have been paid for is known. Safe to call from any thread; nothing about a call is
/// kept in memory.
/// </summary>
public sealed class CallLedger : IAsyncDisposable
{
    /// <summary>The ledger's name in a run's folder.</summary>
    public const string FileName = "calls.db";

    private static readonly IReadOnlyList<Migration> Migrations = Migration.Load(typeof(CallLedger).Assembly);

    private readonly Database _database;
    private readonly GroupCommit _writes;
    private readonly TimeProvider _clock;
    private readonly long _session;

    // Stages and models: some dozens in a run.
    private readonly ConcurrentDictionary<string, long> _words = new();

    private CallLedger(Database database, TimeProvider clock, long session)
    {
        _database = database;
        _clock = clock;
        _session = session;
        _writes = new GroupCommit(database);
    }

    /// <summary>
    /// Opens the ledger to write, creating it where there is none. Tries that a process which is gone left without an end are marked as of
    /// unknown outcome. Takes no longer for many calls than for few.
    /// </summary>
    /// <exception cref="SchemaException">The file is of a newer program.</exception>
    public static CallLedger Open(string path, TimeProvider clock)
    {
        var database = new Database(path);
        try
        {
            database.Exclusive(connection => SchemaMigrator.Migrate(connection, Migrations, clock));
            var session = database.Write(connection =>
            {
                MarkAbandoned(connection, Now(clock));
                var own = ProcessIdentity.Current;
                return (long)LedgerSql.AddSession.Scalar(connection, (long)own.ProcessId, own.StartTicks, own.BootId, Now(clock))!;
            });
            return new CallLedger(database, clock, session);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <returns>Null when the call has no answer yet.</returns>
    /// <exception cref="AnswerForgottenException">It was answered, and its unit is finished.</exception>
    public LedgerAnswer? FindAnswer(CallSlot slot, string key) =>
        _database.Read(connection =>
        {
            using var row = LedgerSql.Find.Query(connection, Place(connection, slot, key));
            if (!row.Read())
            {
                return null;
            }

            if (row.IsDBNull(2))
            {
                throw new AnswerForgottenException(slot);
            }

            var answer = new ModelAnswer(
                row.GetString(2),
                new TokenUsage(row.GetInt64(6), row.GetInt64(7), row.GetInt64(8)),
                row.GetString(3),
                row.GetString(4),
                row.IsDBNull(5) ? null : row.GetString(5)
            );
            return new LedgerAnswer(answer, Convert.ToHexStringLower((byte[])row.GetValue(0)), row.GetInt64(1) == 1);
        });

    /// <summary>Whether an earlier try of this call may have been answered without the answer arriving.</summary>
    public bool HasUnknownTry(CallSlot slot, string key) =>
        _database.Read(connection => LedgerSql.HasUnknown.Scalar(connection, Place(connection, slot, key)) is not null);

    /// <summary>Where the tries of one call are written down.</summary>
    /// <param name="price">Of the call's model; null when it is not known.</param>
    public ICallRecord Record(ModelCall call, string key, ModelPrice? price) => new CallRecord(this, call, key, price);

    /// <summary>Writes down an answer that came from the cache. A call that has an answer keeps it.</summary>
    public Task CachedAsync(CallSlot slot, string key, ModelAnswer answer) =>
        _writes.WriteAsync(connection =>
        {
            if (AddAnswer(connection, slot, key, null, answer))
            {
                AddSums(connection, slot, new LedgerChange(Cached: 1));
            }
        });

    /// <summary>Lets go of the texts of a finished unit's answers, so that the file stays small; hashes, costs and sums stay.</summary>
    public Task ForgetAnswersAsync(string unit) => _writes.WriteAsync(connection => LedgerSql.Forget.Execute(connection, unit));

    /// <summary>
    /// Has the calls of one stage of a unit asked for again: their answers could not be used, and somebody wants another try. What they cost
    /// stays in the sums.
    /// </summary>
    public Task ReaskAsync(string unit, string stage) =>
        _writes.WriteAsync(connection =>
        {
            if (WordIfAny(connection, stage) is { } word)
            {
                LedgerSql.ReaskTexts.Execute(connection, unit, word);
                LedgerSql.ReaskAnswers.Execute(connection, unit, word);
            }
        });

    /// <inheritdoc cref="CallLedgerReader.UnknownOutcomes"/>
    public IReadOnlyList<OpenTry> UnknownOutcomes(int most = int.MaxValue) =>
        _database.Read(connection => LedgerReading.Unknown(connection, most));

    /// <summary>Of the whole run.</summary>
    public LedgerSums Sums() => _database.Read(LedgerReading.Sums);

    public LedgerSums UnitSums(string unit) => _database.Read(connection => LedgerReading.Sums(connection, "unit", unit));

    /// <summary>By stage, in order of their names.</summary>
    public IReadOnlyList<KeyValuePair<string, LedgerSums>> StageSums() => _database.Read(LedgerReading.StageSums);

    /// <summary>Carries out what was asked for, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        _database.Dispose();
    }

    internal async Task<long> IntendAsync(ModelCall call, string key, Dollars? possibleCost)
    {
        var now = Now(_clock);
        return await _writes.WriteAsync(connection =>
        {
            LedgerSql.Intend.Execute(
                connection,
                _session,
                call.Slot.Unit,
                Word(connection, call.Slot.Stage),
                (long)call.Slot.Ordinal,
                Convert.FromHexString(key),
                Word(connection, call.Model),
                now,
                possibleCost?.Pico
            );
            return (long)LedgerSql.LastId.Scalar(connection)!;
        });
    }

    internal Task AnsweredAsync(ModelCall call, string key, long tryId, ModelAnswer answer, Dollars? cost, Dollars? possibleCost) =>
        _writes.WriteAsync(connection =>
        {
            var usage = answer.Usage;
            var ended = LedgerSql.EndAnswered.Execute(
                connection,
                tryId,
                Now(_clock),
                usage.Input,
                usage.CachedInput,
                usage.Output,
                cost?.Pico,
                answer.RequestId
            );
            if (ended == 1)
            {
                AddAnswer(connection, call.Slot, key, tryId, answer);
                AddSums(connection, call.Slot, LedgerChange.OfAnswer(usage, cost, possibleCost));
            }
        });

    internal Task FailedAsync(ModelCall call, long tryId, CallFailureException failure, Dollars? possibleCost) =>
        _writes.WriteAsync(connection =>
        {
            var ended = LedgerSql.EndWithout.Execute(
                connection,
                tryId,
                failure.IsOutcomeUnknown ? "unknown" : "failed",
                Now(_clock),
                FailureWord.Of(failure.Kind),
                (long?)failure.Status,
                failure.RequestId
            );
            if (ended == 1)
            {
                AddSums(
                    connection,
                    call.Slot,
                    failure.IsOutcomeUnknown ? LedgerChange.OfUnknown(possibleCost) : new LedgerChange(Failed: 1)
                );
            }
        });

    private static long Now(TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();

    // A process that still runs, such as this one with a second ledger open, may yet tell how its tries ended.
    private static void MarkAbandoned(SqliteConnection connection, long now)
    {
        var open = connection.Query<(long Id, long Process, long Start, string Boot)>(
            """
            SELECT id, process, process_start, boot FROM sessions
            WHERE id IN (SELECT session FROM tries WHERE outcome IS NULL)
            """
        );
        foreach (var session in open.Where(row => !new ProcessIdentity((int)row.Process, row.Start, row.Boot).IsAlive()).ToList())
        {
            var tries = connection
                .Query<(long Id, string Unit, string Stage, long? PossibleCost)>(
                    """
                    SELECT t.id, t.unit, w.word, t.possible_cost FROM tries t JOIN words w ON w.id = t.stage
                    WHERE t.session = @Id AND t.outcome IS NULL
                    """,
                    new { session.Id }
                )
                .AsList();
            foreach (var one in tries)
            {
                LedgerSql.EndWithout.Execute(connection, one.Id, "unknown", now, null, null, null);
                var possible = one.PossibleCost is { } pico ? new Dollars(pico) : (Dollars?)null;
                AddSums(connection, new CallSlot(one.Unit, one.Stage), LedgerChange.OfUnknown(possible));
            }
        }
    }

    private bool AddAnswer(SqliteConnection connection, CallSlot slot, string key, long? tryId, ModelAnswer answer)
    {
        var stage = Word(connection, slot.Stage);
        var keyBytes = Convert.FromHexString(key);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(answer.Text));
        var isNew =
            LedgerSql.AddAnswer.Execute(connection, slot.Unit, stage, (long)slot.Ordinal, keyBytes, tryId, Now(_clock), digest) == 1;
        if (isNew)
        {
            LedgerSql.AddText.Execute(
                connection,
                slot.Unit,
                stage,
                (long)slot.Ordinal,
                keyBytes,
                answer.Text,
                answer.Model,
                answer.FinishReason,
                answer.RequestId,
                answer.Usage.Input,
                answer.Usage.CachedInput,
                answer.Usage.Output
            );
        }

        return isNew;
    }

    private static void AddSums(SqliteConnection connection, CallSlot slot, LedgerChange change)
    {
        Add("run", "");
        Add("stage", slot.Stage);
        Add("unit", slot.Unit);

        void Add(string scope, string name) =>
            LedgerSql.AddSums.Execute(
                connection,
                scope,
                name,
                (long)change.Answered,
                (long)change.Cached,
                (long)change.Failed,
                (long)change.Unknown,
                change.Usage?.Input ?? 0,
                change.Usage?.CachedInput ?? 0,
                change.Usage?.Output ?? 0,
                change.Cost.Pico,
                change.PossibleCost.Pico,
                (long)change.Unpriced
            );
    }

    private object?[] Place(SqliteConnection connection, CallSlot slot, string key) =>
        [slot.Unit, WordIfAny(connection, slot.Stage), (long)slot.Ordinal, Convert.FromHexString(key)];

    private long Word(SqliteConnection connection, string word)
    {
        if (_words.TryGetValue(word, out var known))
        {
            return known;
        }

        // Not kept before the commit that makes it lasting: a group that is rolled back takes a new word along.
        LedgerSql.AddWord.Execute(connection, word);
        return (long)LedgerSql.WordId.Scalar(connection, word)!;
    }

    private long? WordIfAny(SqliteConnection connection, string word)
    {
        if (_words.TryGetValue(word, out var known))
        {
            return known;
        }

        var id = (long?)LedgerSql.WordId.Scalar(connection, word);
        return id is { } found ? _words.GetOrAdd(word, found) : null;
    }
}
