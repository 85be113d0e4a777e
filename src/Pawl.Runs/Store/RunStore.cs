using Pawl.Runs.Access;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>
/// The database of runs: the one place where runs, attempts, leases, artifacts and events change. Every method is one transaction, on disk
/// when it returns. Safe to call from any thread; any number of processes may open the same file.
/// </summary>
public sealed partial class RunStore : IDisposable
{
    /// <summary>How long a claim or renewal holds. A heartbeat every 5 s survives two lost beats.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly RunIdSource _ids;

    /// <summary>What times in the database are told by.</summary>
    public TimeProvider Clock => _clock;

    private RunStore(Database database, TimeProvider clock, Random random)
    {
        _database = database;
        _clock = clock;
        _random = random;
        _ids = new RunIdSource(clock, random);
        Audit = new AuditLog(database, clock);
        Access = new AccessStore(database, clock);
    }

    /// <summary>Who may use the workbench.</summary>
    public AccessStore Access { get; }

    /// <summary>What people did that no run's events tell.</summary>
    public AuditLog Audit { get; }

    /// <summary>Opens the database, creating it and bringing its schema up to date when needed.</summary>
    /// <param name="databasePath">Such as <c>DATA_ROOT/pawl.db</c>; missing folders are created.</param>
    /// <exception cref="SchemaException">The schema is newer than this program, or one of its steps was edited.</exception>
    public static RunStore Open(string databasePath, TimeProvider clock) => Open(databasePath, clock, new SystemRandom());

    /// <inheritdoc cref="Open(string, TimeProvider)"/>
    /// <param name="random">Source of ids and of the jitter of retries; drawn from under this store's locks only.</param>
    public static RunStore Open(string databasePath, TimeProvider clock, Random random)
    {
        var database = new Database(databasePath);
        try
        {
            database.Exclusive(connection => SchemaMigrator.Migrate(connection, Migration.All, clock));
            return new RunStore(database, clock, random);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Dispose() => _database.Dispose();

    private long Now => UnixTime.Now(_clock);
}
