namespace Pawl.Runs.Artifacts;

/// <summary>The words for scopes in frames, events and the database.</summary>
public static class ArtifactScopeWord
{
    public const string Run = "run";
    public const string Data = "data";

    public static string Word(this ArtifactScope scope) => scope == ArtifactScope.Data ? Data : Run;

    /// <exception cref="FormatException">Neither of the two words.</exception>
    public static ArtifactScope Parse(string word) =>
        word switch
        {
            Run => ArtifactScope.Run,
            Data => ArtifactScope.Data,
            _ => throw new FormatException($"Expected the artifact scope '{Run}' or '{Data}', got '{word}'."),
        };
}
