namespace Pawl.Runs.Artifacts;

/// <summary>What a file is, by its extension.</summary>
public static class ArtifactType
{
    /// <returns><c>application/octet-stream</c> when the extension says nothing.</returns>
    public static string MediaTypeOf(string path) =>
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

    /// <returns><c>plot</c>, <c>weights</c>, <c>table</c>, <c>text</c> or <c>file</c>.</returns>
    public static string KindOf(string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" or ".png" or ".jpg" or ".jpeg" or ".gif" or ".webp" => "plot",
            ".pt" or ".pth" or ".safetensors" or ".onnx" or ".ckpt" or ".gguf" => "weights",
            ".csv" or ".tsv" or ".parquet" => "table",
            ".txt" or ".log" or ".md" => "text",
            _ => "file",
        };
}
