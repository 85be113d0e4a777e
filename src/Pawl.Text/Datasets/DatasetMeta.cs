using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pawl.Text.Datasets;

/// <summary>The file <c>meta.json</c> of prepared data.</summary>
public sealed record DatasetMeta
{
    public const string FileName = "meta.json";
    private const string Format = "pawl-dataset/1";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public required string Name { get; init; }

    /// <summary>Hash of inputs and settings, lower-case hex.</summary>
    public required string Key { get; init; }

    public required string Tokenizer { get; init; }

    public required int VocabularySize { get; init; }

    /// <summary>Bytes of one token in the <c>.bin</c> files: 2 or 4, little-endian.</summary>
    public required int TokenBytes { get; init; }

    public required long TrainTokens { get; init; }

    public required long ValidationTokens { get; init; }

    /// <summary>UTF-8 bytes of the validation text: what makes losses of different tokenizers comparable.</summary>
    public required long ValidationBytes { get; init; }

    public required JsonObject Settings { get; init; }

    /// <summary>Name, size and hash of each input file.</summary>
    public required JsonArray Inputs { get; init; }

    /// <summary>File name to SHA-256.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public byte[] ToBytes()
    {
        var json = new JsonObject
        {
            ["format"] = Format,
            ["name"] = Name,
            ["key"] = Key,
            ["tokenizer"] = Tokenizer,
            ["vocabulary_size"] = VocabularySize,
            ["token_bytes"] = TokenBytes,
            ["train_tokens"] = TrainTokens,
            ["validation_tokens"] = ValidationTokens,
            ["validation_bytes"] = ValidationBytes,
            ["settings"] = Settings.DeepClone(),
            ["inputs"] = Inputs.DeepClone(),
            ["files"] = new JsonObject(Files.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)file.Value))),
        };
        return Encoding.UTF8.GetBytes(json.ToJsonString(Indented) + "\n");
    }

    /// <exception cref="InvalidDataException">The file is missing, damaged or of another version.</exception>
    public static DatasetMeta Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var json = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
            var format = json["format"]?.GetValue<string>();
            return format == Format
                ? Of(json)
                : throw new InvalidDataException($"its format is '{format}', this version reads '{Format}'.");
        }
        catch (Exception fault)
            when (fault is IOException or JsonException or InvalidOperationException or NullReferenceException or InvalidDataException)
        {
            throw new InvalidDataException($"{path} cannot be used: {fault.Message}", fault);
        }
    }

    private static DatasetMeta Of(JsonObject json) =>
        new()
        {
            Name = json["name"]!.GetValue<string>(),
            Key = json["key"]!.GetValue<string>(),
            Tokenizer = json["tokenizer"]!.GetValue<string>(),
            VocabularySize = json["vocabulary_size"]!.GetValue<int>(),
            TokenBytes = json["token_bytes"]!.GetValue<int>(),
            TrainTokens = json["train_tokens"]!.GetValue<long>(),
            ValidationTokens = json["validation_tokens"]!.GetValue<long>(),
            ValidationBytes = json["validation_bytes"]!.GetValue<long>(),
            Settings = json["settings"]!.DeepClone().AsObject(),
            Inputs = json["inputs"]!.DeepClone().AsArray(),
            Files = json["files"]!.AsObject().ToDictionary(file => file.Key, file => file.Value!.GetValue<string>()),
        };
}
