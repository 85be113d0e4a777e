using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Engine;

/// <summary>One service to work on.</summary>
/// <param name="Known">What there is already, to be mapped anew; null when all is to be made.</param>
internal sealed record ServiceWork(ServiceInput Service, ServiceEvolution? Known);
