namespace Pawl.Runs.Artifacts;

/// <summary>A path that is not, or does not stay, inside the folder it must be in.</summary>
public sealed class ArtifactPathException(string path, string fault)
    : Exception($"Expected a relative path that stays inside its folder, with forward slashes; got '{path}': {fault}.");
