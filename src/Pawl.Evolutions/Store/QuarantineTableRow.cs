namespace Pawl.Evolutions.Store;

/// <summary>A row of <c>quarantine</c>, column for column.</summary>
internal sealed class QuarantineTableRow
{
    public const string Columns = "id, service_id AS ServiceId, stage, kind, message, raw, at";

    public long Id { get; set; }
    public string ServiceId { get; set; } = "";
    public string Stage { get; set; } = "";
    public string Kind { get; set; } = "";
    public string Message { get; set; } = "";
    public string Raw { get; set; } = "";
    public long At { get; set; }
}
