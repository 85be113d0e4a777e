namespace Pawl.Runs.Hosting.Host;

/// <summary>Media types of the files runs leave, by extension.</summary>
internal static class MediaType
{
    public static string Of(string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".gif" => "image/gif",
            ".webp" => "image/webp",
            ".txt" or ".log" or ".kif" or ".csa" or ".sfen" => "text/plain",
            ".md" => "text/markdown",
            ".html" => "text/html",
            ".csv" => "text/csv",
            ".tsv" => "text/tab-separated-values",
            ".json" => "application/json",
            ".ndjson" or ".jsonl" => "application/x-ndjson",
            ".yaml" or ".yml" => "application/yaml",
            ".pdf" => "application/pdf",
            ".zip" => "application/zip",
            ".gz" => "application/gzip",
            _ => "application/octet-stream",
        };
}
