namespace Pawl.Shogi.Engines;

/// <summary>How to start an engine that is a program of its own.</summary>
/// <param name="Program">A path, or a name to be found by <see cref="ProgramSearch"/>.</param>
/// <param name="Arguments">Passed as they are; no shell reads them.</param>
public sealed record EngineCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <value>Null (the default) for the caller's own; engines often look for their evaluation files beside where they are started.</value>
    public string? WorkingFolder { get; init; }

    /// <returns>The command line as a person would type it.</returns>
    public override string ToString() =>
        string.Join(' ', Arguments.Prepend(Program).Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word));
}
