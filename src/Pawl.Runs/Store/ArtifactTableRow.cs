using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>A row of <c>artifacts</c>, column for column.</summary>
internal sealed class ArtifactTableRow
{
    public string Path { get; set; } = "";
    public string Kind { get; set; } = "";
    public string MediaType { get; set; } = "";
    public long Size { get; set; }
    public string Sha256 { get; set; } = "";
    public int Attempt { get; set; }
    public long SavedAt { get; set; }

    public ArtifactRow ToRecord() => new(Path, Kind, MediaType, Size, Sha256) { Attempt = Attempt, SavedAt = UnixTime.At(SavedAt) };
}
