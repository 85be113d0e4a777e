namespace Pawl.Llm.Breaker;

/// <summary>The leave to send one try.</summary>
/// <param name="IsProbe">It finds out for all others whether calls get through again.</param>
internal readonly record struct BreakerPass(bool IsProbe);
