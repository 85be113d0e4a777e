using Pawl.Evolutions.Input;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Engine;

/// <summary>Services of a file, to be evolved.</summary>
internal sealed class ServiceFileSource(ServiceFile file) : IServiceSource
{
    public string Sha256 => file.Sha256;

    public int Count => file.Count;

    public IReadOnlyList<QuarantineItem> BadLines => [.. file.BadLines.Select(file.Quarantine)];

    public ServiceWork Read(int ordinal) => new(file.Read(ordinal), null);

    public void Dispose() => file.Dispose();
}
