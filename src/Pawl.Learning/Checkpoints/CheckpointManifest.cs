using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pawl.Learning.Checkpoints;

/// <summary>
/// The <c>state.json</c> of a checkpoint: deterministic text whose last line is the checksum of the rest, and which holds the hash of
/// every other file. So any change of any byte of the folder is seen.
/// </summary>
internal sealed record CheckpointManifest(
    string Identity,
    long Step,
    double? Metric,
    bool IsInterim,
    IReadOnlyList<CheckpointEntry> Kept,
    IReadOnlyDictionary<string, CheckpointFile> Files,
    JsonObject State
)
{
    public const string FileName = "state.json";
    private const string Format = "pawl-checkpoint/1";
    private const string ChecksumKey = "checksum";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public byte[] ToBytes()
    {
        var body = Body();
        body[ChecksumKey] = Checksum(body);
        return Encoding.UTF8.GetBytes(body.ToJsonString(Indented) + "\n");
    }

    /// <exception cref="CheckpointException">The text is not a whole, unchanged manifest of this version.</exception>
    public static CheckpointManifest Parse(byte[] bytes)
    {
        try
        {
            var body = JsonNode.Parse(bytes)!.AsObject();
            var format = body["format"]?.GetValue<string>();
            if (format != Format)
            {
                throw new CheckpointException($"its format is '{format}', this version reads '{Format}'");
            }

            var manifest = Read(body);
            return manifest.ToBytes().AsSpan().SequenceEqual(bytes)
                ? manifest
                : throw new CheckpointException($"{FileName} does not match its checksum");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new CheckpointException($"{FileName} cannot be read: {fault.Message}", fault);
        }
    }

    private static CheckpointManifest Read(JsonObject body) =>
        new(
            body["identity"]!.GetValue<string>(),
            body["step"]!.GetValue<long>(),
            body["metric"]?.GetValue<double>(),
            body["interim"]!.GetValue<bool>(),
            [
                .. body["kept"]!
                    .AsArray()
                    .Select(kept => new CheckpointEntry(kept!["step"]!.GetValue<long>(), kept["metric"]?.GetValue<double>())),
            ],
            body["files"]!
                .AsObject()
                .ToDictionary(
                    file => file.Key,
                    file => new CheckpointFile(file.Value!["sha256"]!.GetValue<string>(), file.Value["bytes"]!.GetValue<long>())
                ),
            body["state"]!.DeepClone().AsObject()
        );

    private JsonObject Body() =>
        new()
        {
            ["format"] = Format,
            ["identity"] = Identity,
            ["step"] = Step,
            ["metric"] = Metric,
            ["interim"] = IsInterim,
            ["kept"] = new JsonArray([.. Kept.Select(kept => new JsonObject { ["step"] = kept.Step, ["metric"] = kept.Metric })]),
            ["files"] = new JsonObject(
                Files
                    .OrderBy(file => file.Key, StringComparer.Ordinal)
                    .Select(file =>
                        KeyValuePair.Create<string, JsonNode?>(
                            file.Key,
                            new JsonObject { ["sha256"] = file.Value.Sha256, ["bytes"] = file.Value.Bytes }
                        )
                    )
            ),
            ["state"] = State.DeepClone(),
        };

    private static string Checksum(JsonObject body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body.ToJsonString())));

    /// <summary>Folder name of a step: <c>step-00001000</c>.</summary>
    public static string FolderName(long step) => string.Create(CultureInfo.InvariantCulture, $"step-{step:D8}");
}
