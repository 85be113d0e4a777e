using System.Text.Json.Nodes;
using Pawl.Learning.Averaging;
using Pawl.Learning.Checkpoints;
using Pawl.Tensors;
using Pawl.Tensors.Files;
using Pawl.Tensors.Optimizers;
using Pawl.Text.Model;
using Pawl.Text.Tokenizers;

namespace Pawl.Text.Training;

/// <summary>The files of a text checkpoint and how they become a model again.</summary>
internal static class ModelFiles
{
    public const string Weights = "model.safetensors";
    public const string Moments = "optimizer.safetensors";
    public const string Averages = "ema.safetensors";
    private const string StepCount = "step_count";

    public static Dictionary<string, Action<Stream>> Of(
        GptModel model,
        AdamW optimizer,
        ExponentialMovingAverage? average,
        ITokenizer tokenizer
    )
    {
        var files = new Dictionary<string, Action<Stream>>(StringComparer.Ordinal)
        {
            [Weights] = stream => WeightsOf(model).Write(stream),
            [Moments] = stream => MomentsOf(optimizer).Write(stream),
            // The tokenizer goes along, so that a checkpoint can be sampled from when the prepared data is gone.
            [TokenizerFile.FileName] = stream => stream.Write(TokenizerFile.ToBytes(tokenizer)),
        };
        if (average is not null)
        {
            files[Averages] = stream => AveragesOf(model, average).Write(stream);
        }

        return files;
    }

    /// <summary>Restores everything training needs.</summary>
    public static void Restore(Checkpoint checkpoint, GptModel model, AdamW optimizer, ExponentialMovingAverage? average)
    {
        LoadWeights(checkpoint.PathOf(Weights), model);
        var moments = Safetensors.Read(checkpoint.PathOf(Moments));
        foreach (var (name, tensor) in optimizer.State)
        {
            moments[name].CopyTo(tensor);
        }

        optimizer.StepCount = moments[StepCount].Longs[0];
        if (average is not null)
        {
            var averages = Safetensors.Read(checkpoint.PathOf(Averages));
            average.Restore(name => averages[name].Floats.ToArray());
        }
    }

    /// <summary>Loads what evaluation and sampling use: the averaged weights where there are any.</summary>
    public static void LoadForUse(Checkpoint checkpoint, GptModel model) =>
        LoadWeights(checkpoint.PathOf(checkpoint.Holds(Averages) ? Averages : Weights), model);

    public static Safetensors WeightsOf(GptModel model) =>
        new(model.Parameters.Select(parameter => SafetensorsEntry.Of(parameter.Name, parameter.Value)), Metadata(model.Settings));

    public static JsonObject ToJson(GptSettings model) =>
        new()
        {
            ["vocabulary_size"] = model.VocabularySize,
            ["block_size"] = model.BlockSize,
            ["layers"] = model.Layers,
            ["heads"] = model.Heads,
            ["width"] = model.Width,
            ["dropout"] = model.Dropout,
            ["bias"] = model.Bias,
            ["gelu"] = model.Gelu.ToString(),
        };

    public static GptSettings FromJson(JsonObject json) =>
        new(
            json["vocabulary_size"]!.GetValue<int>(),
            json["block_size"]!.GetValue<int>(),
            json["layers"]!.GetValue<int>(),
            json["heads"]!.GetValue<int>(),
            json["width"]!.GetValue<int>(),
            json["dropout"]!.GetValue<float>(),
            json["bias"]!.GetValue<bool>(),
            Enum.Parse<GeluForm>(json["gelu"]!.GetValue<string>())
        );

    private static void LoadWeights(string path, GptModel model)
    {
        var file = Safetensors.Read(path);
        foreach (var parameter in model.Parameters)
        {
            file[parameter.Name].CopyTo(parameter.Value);
        }
    }

    private static Safetensors MomentsOf(AdamW optimizer) =>
        new(
            optimizer
                .State.Select(moment => SafetensorsEntry.Of(moment.Key, moment.Value))
                .Append(SafetensorsEntry.Of(StepCount, [optimizer.StepCount]))
        );

    private static Safetensors AveragesOf(GptModel model, ExponentialMovingAverage average)
    {
        using var use = average.Use();
        return WeightsOf(model);
    }

    private static Dictionary<string, string> Metadata(GptSettings model) =>
        ToJson(model).ToDictionary(item => item.Key, item => item.Value!.ToString(), StringComparer.Ordinal);
}
