namespace Pawl.Evolutions.Input;

/// <summary>A line of the input that is no service.</summary>
/// <param name="Line">From 1.</param>
/// <param name="ServiceId">Null when the line does not tell it.</param>
/// <param name="Kind">One of <see cref="Records.QuarantineKind"/>.</param>
public sealed record BadLine(int Line, string? ServiceId, string Kind, string Reason)
{
    internal long Offset { get; init; }

    internal int Length { get; init; }
}
