namespace Pawl.Runs.Specs;

/// <summary>Turns the relative paths of a spec into absolute ones.</summary>
internal static class SpecPaths
{
    public static void MakeAbsolute(
        SpecKeyTable keys,
        SpecSource source,
        Dictionary<string, object?> values,
        Dictionary<string, string> origins
    )
    {
        foreach (var key in keys.All.Where(key => key.PathPrefix is not null))
        {
            var isFromFile = origins.GetValueOrDefault(key.Path)?.StartsWith($"{source.FileName}:", StringComparison.Ordinal) ?? false;
            var folder = isFromFile ? Path.GetDirectoryName(Path.GetFullPath(source.FileName))! : Environment.CurrentDirectory;
            values[key.Path] = values[key.Path] switch
            {
                string text => Absolute(text, key.PathPrefix!, folder),
                string[] list => list.Select(text => Absolute(text, key.PathPrefix!, folder)).ToArray(),
                var other => other,
            };
        }
    }

    private static string Absolute(string text, string prefix, string folder) =>
        text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length
            ? prefix + Path.GetFullPath(text[prefix.Length..], folder)
            : text;
}
