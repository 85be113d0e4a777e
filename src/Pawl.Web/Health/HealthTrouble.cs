namespace Pawl.Web.Health;

/// <summary>Something that keeps runs from going on.</summary>
/// <param name="IsBad">Work fails or will soon; otherwise it only waits.</param>
/// <param name="What">What is so.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Command">A command line that does it, if there is one.</param>
internal sealed record HealthTrouble(bool IsBad, string What, string Remedy, string? Command = null);
