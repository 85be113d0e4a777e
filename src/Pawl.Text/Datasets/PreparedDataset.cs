using System.Security.Cryptography;
using Pawl.Text.Tokenizers;

namespace Pawl.Text.Datasets;

/// <summary>A folder of prepared data: <c>train.bin</c>, <c>val.bin</c>, <c>tokenizer.json</c>, <c>meta.json</c>.</summary>
/// <param name="Folder">Absolute path.</param>
/// <param name="WasUpToDate">True when nothing had to be done.</param>
public sealed record PreparedDataset(string Folder, DatasetMeta Meta, bool WasUpToDate)
{
    public const string TrainFile = "train.bin";
    public const string ValidationFile = "val.bin";

    public TokenFile OpenTrain() => TokenFile.Open(Path.Combine(Folder, TrainFile), Meta.TokenBytes, Meta.TrainTokens);

    public TokenFile OpenValidation() => TokenFile.Open(Path.Combine(Folder, ValidationFile), Meta.TokenBytes, Meta.ValidationTokens);

    public ITokenizer ReadTokenizer() => TokenizerFile.Read(Path.Combine(Folder, TokenizerFile.FileName));

    /// <summary>Opens the folder when it holds whole data of that key; null when it is absent, damaged or of another key.</summary>
    internal static PreparedDataset? OpenIfGood(string folder, string key, Action<string> note)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        try
        {
            var meta = DatasetMeta.Read(folder);
            var bad = meta.Files.FirstOrDefault(file => Hash(Path.Combine(folder, file.Key)) != file.Value).Key;
            if (bad is null && meta.Key == key)
            {
                return new PreparedDataset(folder, meta, WasUpToDate: true);
            }

            note(
                $"The prepared data in {folder} is made again: {(bad is null ? "it is of other inputs" : $"{bad} does not match its hash")}."
            );
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            note($"The prepared data in {folder} is made again: {fault.Message}");
        }

        return null;
    }

    internal static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
