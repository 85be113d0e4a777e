namespace Pawl.TestPrograms.LlmServer;

public sealed record HttpMessage(string Method, string Path, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
