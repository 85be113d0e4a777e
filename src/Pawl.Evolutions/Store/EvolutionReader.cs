using Dapper;
using Pawl.Runs.Store;

namespace Pawl.Evolutions.Store;

/// <summary>What stands in a run's <c>evolution.db</c>, for pages, verbs and the next attempt. Readers never wait for the host that writes.</summary>
public sealed class EvolutionReader : IDisposable
{
    private readonly Database _database;
    private readonly bool _isOwner;

    internal EvolutionReader(Database database) => _database = database;

    private EvolutionReader(Database database, bool isOwner)
        : this(database) => _isOwner = isOwner;

    /// <returns>Null when the run has made none yet; no file is created.</returns>
    public static EvolutionReader? OpenIfAny(string path) =>
        File.Exists(path) && new FileInfo(path).Length > 0 ? Checked(new EvolutionReader(new Database(path), isOwner: true)) : null;

    public string? Fact(string name) =>
        _database.Read(connection => connection.QueryFirstOrDefault<string>("SELECT value FROM facts WHERE name = @name", new { name }));

    public ServiceCounts Counts() =>
        _database.Read(connection =>
        {
            var counts = connection
                .Query<(string State, long Services)>("SELECT state, services FROM counts")
                .ToDictionary(row => row.State, row => row.Services);
            return new ServiceCounts(counts["pending"], counts["working"], counts["done"], counts["failed"]);
        });

    /// <summary>Services in input order.</summary>
    /// <param name="state">Null for all.</param>
    /// <param name="holds">Only those whose id or name holds this text, whatever the case; null for all.</param>
    /// <param name="after">Only those behind this ordinal; -1 begins at the first.</param>
    public IReadOnlyList<ServiceRow> Services(ServiceState? state, string? holds, long after, int count) =>
        _database.Read(connection =>
            connection
                .Query<ServiceTableRow>(
                    $"""
                    SELECT {ServiceTableRow.Columns}
                    FROM services
                    WHERE ordinal > @after
                      {(state is null ? "" : "AND state = @state")}
                      {(string.IsNullOrEmpty(holds) ? "" : "AND (holds_text(service_id, @holds) OR holds_text(name, @holds))")}
                    ORDER BY ordinal LIMIT @count
                    """,
                    new
                    {
                        after,
                        state = state?.Word(),
                        holds,
                        count,
                    }
                )
                .Select(Of)
                .ToList()
        );

    /// <summary>The services right before one, in input order.</summary>
    /// <param name="before">Only those before this ordinal.</param>
    /// <inheritdoc cref="Services" path="/param"/>
    public IReadOnlyList<ServiceRow> ServicesBefore(ServiceState? state, string? holds, long before, int count) =>
        _database.Read(connection =>
            connection
                .Query<ServiceTableRow>(
                    $"""
                    SELECT {ServiceTableRow.Columns}
                    FROM services
                    WHERE ordinal < @before
                      {(state is null ? "" : "AND state = @state")}
                      {(string.IsNullOrEmpty(holds) ? "" : "AND (holds_text(service_id, @holds) OR holds_text(name, @holds))")}
                    ORDER BY ordinal DESC LIMIT @count
                    """,
                    new
                    {
                        before,
                        state = state?.Word(),
                        holds,
                        count,
                    }
                )
                .Select(Of)
                .Reverse()
                .ToList()
        );

    /// <summary>Ordinals of the services that are to be worked on.</summary>
    /// <inheritdoc cref="Services" path="/param"/>
    public IReadOnlyList<long> PendingOrdinals(long after, int count) =>
        _database.Read(connection =>
            connection
                .Query<long>(
                    "SELECT ordinal FROM services WHERE state = 'pending' AND ordinal > @after ORDER BY ordinal LIMIT @count",
                    new { after, count }
                )
                .AsList()
        );

    /// <summary>The failed services that <see cref="EvolutionStore.ReopenAsync"/> has tried again, each with the stage it failed in.</summary>
    public IReadOnlyList<(string ServiceId, string Stage)> FailedToTryAgain() =>
        Fact(EvolutionFacts.Passed) is null
            ? []
            : _database.Read(connection =>
                connection
                    .Query<(string ServiceId, string Stage)>(
                        "SELECT service_id, stage FROM services WHERE state = 'failed' ORDER BY ordinal"
                    )
                    .AsList()
            );

    public ServiceRow? Service(string serviceId) =>
        _database.Read(connection =>
            connection.QueryFirstOrDefault<ServiceTableRow>(
                $"SELECT {ServiceTableRow.Columns} FROM services WHERE service_id = @serviceId",
                new { serviceId }
            )
                is { } row
                ? Of(row)
                : null
        );

    /// <returns>The finished line of a service as UTF-8 with its line feed; null until it is done.</returns>
    public byte[]? Line(long ordinal) =>
        _database.Read(connection =>
            connection.QueryFirstOrDefault<byte[]>("SELECT line FROM lines WHERE ordinal = @ordinal", new { ordinal })
        );

    /// <summary>Writes all finished lines in input order.</summary>
    /// <returns>How many.</returns>
    public long WriteLines(Stream output, CancellationToken cancellation) =>
        _database.Read(connection =>
        {
            using var select = connection.CreateCommand();
            select.CommandText = "SELECT line FROM lines ORDER BY ordinal";
            using var rows = select.ExecuteReader();
            var count = 0L;
            for (; rows.Read(); count++)
            {
                cancellation.ThrowIfCancellationRequested();
                output.Write(rows.GetFieldValue<byte[]>(0));
            }

            return count;
        });

    /// <summary>Findings, the newest last.</summary>
    /// <param name="serviceId">Null for all services.</param>
    /// <param name="kind">Null for all kinds.</param>
    /// <param name="after">Only those behind this id; 0 begins at the first.</param>
    public IReadOnlyList<QuarantineRow> Quarantine(string? serviceId, string? kind, long after, int count) =>
        Quarantine(serviceId, kind, null, after, count);

    /// <summary>Findings of one stage, the newest last.</summary>
    /// <param name="stage">Null for all stages.</param>
    /// <inheritdoc cref="Quarantine(string?, string?, long, int)" path="/param"/>
    public IReadOnlyList<QuarantineRow> Quarantine(string? serviceId, string? kind, string? stage, long after, int count) =>
        Findings(serviceId, kind, stage, "id > @edge", "id", after, count);

    /// <summary>The findings right before one, the newest last.</summary>
    /// <param name="before">Only those before this id.</param>
    /// <inheritdoc cref="Quarantine(string?, string?, string?, long, int)" path="/param"/>
    public IReadOnlyList<QuarantineRow> QuarantineBefore(string? serviceId, string? kind, string? stage, long before, int count) =>
        [.. Findings(serviceId, kind, stage, "id < @edge", "id DESC", before, count).AsEnumerable().Reverse()];

    /// <returns>Null when there is no such finding; one that a new try replaced is gone.</returns>
    public QuarantineRow? Finding(long id) => Findings(null, null, null, "id = @edge", "id", id, 1) is [var found] ? found : null;

    /// <returns>Findings by kind, in the order of the kinds' names.</returns>
    public IReadOnlyList<(string Kind, long Count)> QuarantineKinds() =>
        _database.Read(connection =>
            connection.Query<(string, long)>("SELECT kind, count(*) FROM quarantine GROUP BY kind ORDER BY kind").AsList()
        );

    public void Dispose()
    {
        if (_isOwner)
        {
            _database.Dispose();
        }
    }

    /// <summary>A host that was killed while it made the file left one without tables.</summary>
    private static EvolutionReader? Checked(EvolutionReader reader)
    {
        if (reader._database.Read(c => c.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'services'")) == 1)
        {
            return reader;
        }

        reader.Dispose();
        return null;
    }

    private List<QuarantineRow> Findings(
        string? serviceId,
        string? kind,
        string? stage,
        string condition,
        string order,
        long edge,
        int count
    ) =>
        _database.Read(connection =>
            connection
                .Query<QuarantineTableRow>(
                    $"""
                    SELECT {QuarantineTableRow.Columns} FROM quarantine
                    WHERE {condition}
                      {(serviceId is null ? "" : "AND service_id = @serviceId")}
                      {(kind is null ? "" : "AND kind = @kind")}
                      {(stage is null ? "" : "AND stage = @stage")}
                    ORDER BY {order} LIMIT @count
                    """,
                    new
                    {
                        edge,
                        serviceId,
                        kind,
                        stage,
                        count,
                    }
                )
                .Select(row => new QuarantineRow(
                    row.Id,
                    row.ServiceId,
                    row.Stage,
                    row.Kind,
                    row.Message,
                    row.Raw,
                    DateTimeOffset.FromUnixTimeMilliseconds(row.At)
                ))
                .ToList()
        );

    private static ServiceRow Of(ServiceTableRow row) =>
        new(
            row.Ordinal,
            row.ServiceId,
            row.Name,
            ServiceStates.Parse(row.State),
            row.Stage,
            row.Kind,
            row.Message,
            row.Findings,
            At(row.StartedAt),
            At(row.EndedAt)
        );

    private static DateTimeOffset? At(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
