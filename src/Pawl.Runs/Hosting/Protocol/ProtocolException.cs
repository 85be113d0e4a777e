namespace Pawl.Runs.Hosting.Protocol;

/// <summary>The other end of the socket broke the protocol. The message begins with the word of the broken rule.</summary>
internal sealed class ProtocolException(ProtocolBreach breach, string detail, Exception? inner = null)
    : Exception($"{breach.Word()}: {detail}", inner)
{
    public ProtocolBreach Breach { get; } = breach;
}
