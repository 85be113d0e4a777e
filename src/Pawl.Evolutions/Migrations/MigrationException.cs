namespace Pawl.Evolutions.Migrations;

/// <summary>A file of evolutions that could not be brought up to date. Nothing was written.</summary>
/// <param name="line">From 1.</param>
public sealed class MigrationException(string path, int line, string reason, Exception? inner = null)
    : Exception(
        $"Line {line} of '{path}' cannot be migrated: {reason} Nothing was written; mend or remove the line and migrate again.",
        inner
    )
{
    public int Line { get; } = line;
}
