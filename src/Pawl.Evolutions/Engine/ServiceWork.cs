using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Engine;

/// <summary>One service to work on.</summary>
/// <param name="Known">Plateaus with features to map anew; null when all is to be made.</param>
internal sealed record ServiceWork(ServiceInput Service, IReadOnlyList<PlateauResult>? Known);
