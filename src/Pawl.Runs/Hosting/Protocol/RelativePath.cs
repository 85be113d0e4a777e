namespace Pawl.Runs.Hosting.Protocol;

/// <summary>Paths that hosts report: relative, forward slashes, never leading out of the folder they stand in.</summary>
internal static class RelativePath
{
    /// <returns>What is wrong with the path, or null when it is sound.</returns>
    public static string? Fault(string path) =>
        path switch
        {
            "" => "it is empty",
            { Length: > ProtocolLimits.MaximumPathLength } => $"it is longer than {ProtocolLimits.MaximumPathLength} characters",
            ['/', ..] => "it is absolute",
            _ when path.Contains('\\') => "it holds a backslash",
            _ when path.Any(char.IsControl) => "it holds a control character",
            _ when path.Split('/').Any(part => part is "" or "." or "..") => "it holds an empty part, '.' or '..'",
            _ => null,
        };

    /// <returns>What is wrong with the file behind the path once links are followed, or null when it lies inside.</returns>
    public static string? FaultOnDisk(string folder, string path)
    {
        var current = folder;
        foreach (var part in path.Split('/'))
        {
            current = Path.Combine(current, part);
            if (new FileInfo(current).LinkTarget is { } target)
            {
                return $"'{part}' is a link to '{target}'";
            }
        }

        return null;
    }
}
