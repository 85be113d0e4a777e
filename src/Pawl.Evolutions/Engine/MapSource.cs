using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reverse;

namespace Pawl.Evolutions.Engine;

/// <summary>Features of a file, to be mapped anew.</summary>
internal sealed class MapSource(MapInput file) : IServiceSource
{
    public string Sha256 => file.Sha256;

    public int Count => file.Count;

    public IReadOnlyList<QuarantineItem> BadLines => [.. file.BadLines.Select(file.Quarantine)];

    public ServiceWork Read(int ordinal)
    {
        var evolution = file.Read(ordinal);
        return new ServiceWork(evolution.Service, evolution);
    }

    public void Dispose() => file.Dispose();
}
