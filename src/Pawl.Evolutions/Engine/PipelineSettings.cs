namespace Pawl.Evolutions.Engine;

/// <summary>How one service is taken through its stages.</summary>
/// <param name="Overlaps">The features of a plateau are asked for while another one is mapped.</param>
/// <param name="PlateausAtOnce">Bounds that, at least 1.</param>
/// <param name="Strict">Any finding, an empty mapping and a role without a feature fail the service.</param>
/// <param name="StrictMapping">Findings of the mapping fail the service.</param>
internal sealed record PipelineSettings(bool Overlaps, int PlateausAtOnce, bool Strict, bool StrictMapping);
