namespace Pawl.Evolutions.Records;

/// <summary>How a service grows over the plateaus: one line of the output.</summary>
/// <param name="Plateaus">In the order of their levels.</param>
public sealed record ServiceEvolution(ServiceMeta Meta, ServiceInput Service, IReadOnlyList<PlateauResult> Plateaus);
