using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pawl.Text.Tokenizers;

/// <summary>The file <c>tokenizer.json</c>: format, kind, vocabulary size and what the kind needs.</summary>
public static class TokenizerFile
{
    public const string FileName = "tokenizer.json";
    private const string Format = "pawl-tokenizer/1";

    /// <summary>ASCII-only text would be six bytes a letter for most of the world.</summary>
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] ToBytes(ITokenizer tokenizer)
    {
        var json = new JsonObject
        {
            ["format"] = Format,
            ["kind"] = tokenizer.Kind,
            ["vocabulary_size"] = tokenizer.VocabularySize,
        };
        foreach (var (key, value) in tokenizer.ToJson())
        {
            json[key] = value?.DeepClone();
        }

        return Encoding.UTF8.GetBytes(json.ToJsonString(Options) + "\n");
    }

    /// <exception cref="InvalidDataException">The file is no tokenizer of this version.</exception>
    public static ITokenizer Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new InvalidDataException($"{path} is not a tokenizer of format {Format}: {fault.Message} Prepare the data again.", fault);
        }
    }

    private static ITokenizer Parse(byte[] bytes)
    {
        var json = JsonNode.Parse(bytes)!.AsObject();
        if (json["format"]?.GetValue<string>() is var format && format != Format)
        {
            throw new InvalidDataException($"its format is '{format}'.");
        }

        ITokenizer tokenizer = json["kind"]?.GetValue<string>() switch
        {
            CharTokenizer.KindName => CharTokenizer.FromJson(json),
            WordTokenizer.KindName => WordTokenizer.FromJson(json),
            BpeTokenizer.KindName => BpeTokenizer.FromJson(json),
            var kind => throw new InvalidDataException($"its kind is '{kind}', expected char, word or bpe."),
        };
        var size = json["vocabulary_size"]!.GetValue<int>();
        return tokenizer.VocabularySize == size
            ? tokenizer
            : throw new InvalidDataException($"it says {size} tokens and holds {tokenizer.VocabularySize}.");
    }
}
