using Dapper;
using Microsoft.Data.Sqlite;

namespace Pawl.Llm.Ledger;

/// <summary>
/// A ledger that others may be writing, opened only to read: for pages and reports. Cheap to open and close; sees the last commit of each
/// moment; creates no ledger where there is none.
/// </summary>
public sealed class CallLedgerReader : IDisposable
{
    /// <summary>Readers of a log file that is written ahead wait for nobody but the writer that is just opening it.</summary>
    private const int BusySeconds = 5;

    private readonly SqliteConnection _connection;

    private CallLedgerReader(SqliteConnection connection) => _connection = connection;

    /// <returns>Null when there is no ledger, or its writer has not yet finished creating it.</returns>
    public static CallLedgerReader? Open(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(path),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            var isWhole = connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'sums'") == 1;
            if (isWhole)
            {
                return new CallLedgerReader(connection);
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return null;
    }

    /// <summary>Of the whole run.</summary>
    public LedgerSums Sums() => LedgerReading.Sums(_connection);

    public LedgerSums UnitSums(string unit) => LedgerReading.Sums(_connection, "unit", unit);

    /// <summary>By stage, in order of their names.</summary>
    public IReadOnlyList<KeyValuePair<string, LedgerSums>> StageSums() => LedgerReading.StageSums(_connection);

    /// <summary>Tries that may have been answered and billed though no answer arrived, by unit; those whose call was answered later too.</summary>
    public IReadOnlyList<OpenTry> UnknownOutcomes(int most = int.MaxValue) => LedgerReading.Unknown(_connection, most);

    /// <summary>Requests on their way, the longest first.</summary>
    public IReadOnlyList<OpenTry> InFlight(int most = int.MaxValue) => LedgerReading.InFlight(_connection, most);

    /// <summary>The calls of a unit that have an answer, in the order in which they were answered.</summary>
    public IReadOnlyList<AnsweredCall> Answers(string unit) => LedgerReading.Answers(_connection, unit);

    /// <summary>Of some units; one that never called has no entry.</summary>
    public IReadOnlyDictionary<string, LedgerSums> UnitSums(IReadOnlyCollection<string> units) =>
        LedgerReading.UnitSums(_connection, units);

    /// <inheritdoc cref="UnitReading.Stages"/>
    public IReadOnlyList<StageCalls> StageCalls(IReadOnlyCollection<string> units) => UnitReading.Stages(_connection, units);

    /// <summary>The tries of a unit that brought no answer, and those on their way, in the order in which they were sent.</summary>
    public IReadOnlyList<UnansweredTry> Unanswered(string unit) => UnitReading.Unanswered(_connection, unit);

    public void Dispose() => _connection.Dispose();
}
