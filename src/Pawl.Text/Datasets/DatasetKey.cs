using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pawl.Text.Corpora;

namespace Pawl.Text.Datasets;

/// <summary>Identity of prepared data: a hash of what goes in. Equal keys mean equal bytes come out.</summary>
internal sealed record DatasetKey(string Sha256, JsonArray Inputs)
{
    /// <summary>Raised whenever the same inputs would give other tokens.</summary>
    private const int PreparationVersion = 1;

    public static DatasetKey Of(ICorpus corpus, IReadOnlyList<CorpusFile> files, DatasetSettings settings)
    {
        var inputs = new JsonArray([
            .. files.Select(file => new JsonObject
            {
                ["name"] = file.Name,
                ["bytes"] = file.Bytes,
                ["sha256"] = file.Sha256(),
            }),
        ]);
        var all = new JsonObject
        {
            ["version"] = PreparationVersion,
            ["corpus"] = corpus.GetType().Name,
            ["settings"] = settings.ToJson(),
            ["inputs"] = inputs.DeepClone(),
        };
        return new DatasetKey(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToJsonString()))), inputs);
    }
}
