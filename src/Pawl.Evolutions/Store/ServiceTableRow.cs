namespace Pawl.Evolutions.Store;

/// <summary>A row of <c>services</c>, column for column.</summary>
internal sealed class ServiceTableRow
{
    public const string Columns =
        "ordinal, service_id AS ServiceId, name, state, stage, kind, message, findings, started_at AS StartedAt, ended_at AS EndedAt";

    public long Ordinal { get; set; }
    public string ServiceId { get; set; } = "";
    public string Name { get; set; } = "";
    public string State { get; set; } = "";
    public string? Stage { get; set; }
    public string? Kind { get; set; }
    public string? Message { get; set; }
    public long Findings { get; set; }
    public long? StartedAt { get; set; }
    public long? EndedAt { get; set; }
}
