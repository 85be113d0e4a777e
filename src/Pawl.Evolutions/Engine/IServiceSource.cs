namespace Pawl.Evolutions.Engine;

/// <summary>What there is to work on: services, or features to map anew. Safe to call from any thread.</summary>
internal interface IServiceSource : IDisposable
{
    /// <summary>Of the file, lower-case hex.</summary>
    string Sha256 { get; }

    /// <summary>How many there are; ordinals are below it.</summary>
    int Count { get; }

    /// <summary>Lines that could not be read, to be set aside.</summary>
    IReadOnlyList<Records.QuarantineItem> BadLines { get; }

    /// <exception cref="Records.EvolutionException">The file was changed meanwhile.</exception>
    ServiceWork Read(int ordinal);
}
