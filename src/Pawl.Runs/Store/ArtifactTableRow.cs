using Pawl.Runs.Artifacts;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>A row of <c>artifacts</c>, column for column.</summary>
internal sealed class ArtifactTableRow
{
    public const string Columns = "scope, path, kind, media_type AS MediaType, size, sha256, attempt, saved_at AS SavedAt";

    public string Scope { get; set; } = "";
    public string Path { get; set; } = "";
    public string Kind { get; set; } = "";
    public string MediaType { get; set; } = "";
    public long Size { get; set; }
    public string Sha256 { get; set; } = "";
    public int Attempt { get; set; }
    public long SavedAt { get; set; }

    public ArtifactScope ArtifactScope => ArtifactScopeWord.Parse(Scope);

    public ArtifactRow ToRecord() =>
        new(Path, Kind, MediaType, Size, Sha256)
        {
            Scope = ArtifactScope,
            Attempt = Attempt,
            SavedAt = UnixTime.At(SavedAt),
        };
}
