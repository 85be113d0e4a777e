namespace Pawl.Shogi.Engines;

/// <summary>An engine let its caller down. It cannot be used any more.</summary>
/// <param name="message">What was expected, what came, and what the engine said last.</param>
public sealed class EngineFaultException(EngineFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public EngineFault Fault { get; } = fault;
}
