namespace Pawl.Evolutions.Store;

/// <summary>Something that could not be used, with what it was.</summary>
/// <param name="ServiceId">Empty for a line of the input that is no service.</param>
/// <param name="Stage"><c>input</c>, or the stage it came up in, such as <c>mapping/2/applications</c>.</param>
/// <param name="Kind"><c>json_parse_error</c>, <c>schema_mismatch</c>, <c>unknown_ids</c>, <c>facet_validation</c>…</param>
/// <param name="Raw">The answer or the line itself, as it came.</param>
public sealed record QuarantineRow(long Id, string ServiceId, string Stage, string Kind, string Message, string Raw, DateTimeOffset At);
