using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Reverse;

/// <summary>A service and the features of its first plateau, to be mapped.</summary>
internal sealed record FeatureRecord(ServiceInput Service, IReadOnlyList<PlateauFeature> Features);
