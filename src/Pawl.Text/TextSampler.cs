using Pawl.Learning.Checkpoints;
using Pawl.Learning.Metrics;
using Pawl.Runs;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;
using Pawl.Text.Sampling;
using Pawl.Text.Tokenizers;
using Pawl.Text.Training;

namespace Pawl.Text;

/// <summary>A trained model of a run, ready to continue prompts. Also works while the run is training. Not thread-safe.</summary>
public sealed class TextSampler : IDisposable
{
    private const string FilePrefix = "FILE:";

    private readonly ComputeThreads _threads;
    private readonly GptModel _model;
    private readonly TextGenerator _generator;

    private TextSampler(Checkpoint checkpoint, int threads)
    {
        var settings = ModelFiles.FromJson(checkpoint.State["model"]!.AsObject());
        Step = checkpoint.Step;
        Tokenizer = TokenizerFile.Read(checkpoint.PathOf(TokenizerFile.FileName));
        _threads = new ComputeThreads(threads);
        _model = new GptModel(settings, 0, _threads);
        ModelFiles.LoadForUse(checkpoint, _model);
        _generator = new TextGenerator(_model, Tokenizer);
    }

    /// <summary>Step of the checkpoint it was made of.</summary>
    public long Step { get; }

    public ITokenizer Tokenizer { get; }

    public GptSettings Model => _model.Settings;

    /// <summary>Loads a run's best checkpoint, or its newest; the averaged weights where the training kept any.</summary>
    /// <param name="threads">Compute threads, at least 1; the text does not depend on them.</param>
    /// <exception cref="CheckpointException">The run has no good checkpoint.</exception>
    public static TextSampler Load(RunFolder run, bool newest = false, int threads = 1)
    {
        var checkpoint = newest
            ? CheckpointFolders.Latest(run.Checkpoints)
            : CheckpointFolders.Best(run.Checkpoints, new CheckpointRetention(1, 1, MetricGoal.Lowest));
        return new TextSampler(
            checkpoint
                ?? throw new CheckpointException(
                    $"There is no good checkpoint in {run.Checkpoints}: train the run until its first checkpoint (checkpoint.interval)."
                ),
            threads
        );
    }

    /// <summary>Loads the checkpoint of one step.</summary>
    /// <exception cref="CheckpointException">There is none of that step, or it is damaged.</exception>
    public static TextSampler Open(RunFolder run, long step, int threads = 1) =>
        new(CheckpointFolders.Open(run.Checkpoints, step), threads);

    /// <summary>The text of a prompt: itself, or the content of the file after <c>FILE:</c>.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string PromptText(string prompt) =>
        prompt.StartsWith(FilePrefix, StringComparison.Ordinal) ? File.ReadAllText(prompt[FilePrefix.Length..]) : prompt;

    /// <summary>Continues a prompt; the pieces are whole characters as they become certain, some may be empty.</summary>
    /// <param name="prompt">At least one token long; see <see cref="PromptText"/>. It is not part of the result.</param>
    /// <param name="tokens">How many to generate; past the model's block size the context is its last block.</param>
    /// <param name="number">Which sample of the seed, from 0.</param>
    /// <exception cref="UnknownTextException">The vocabulary cannot express the prompt.</exception>
    /// <exception cref="ArgumentException">The prompt is empty.</exception>
    public IEnumerable<string> Stream(string prompt, int tokens, SamplingSettings settings, int number = 0) =>
        _generator.Generate(prompt, tokens, settings, number);

    /// <summary>Continues many prompts, some at a time side by side, which is several times faster; each text is the one <see cref="Stream"/> gives.</summary>
    /// <param name="requests">Read as room comes free.</param>
    /// <param name="tokens">How many to generate of each.</param>
    /// <returns>In the order of the requests, each once it is whole.</returns>
    /// <exception cref="UnknownTextException">The vocabulary cannot express a prompt; thrown when it is reached.</exception>
    /// <exception cref="ArgumentException">A prompt is empty; thrown when it is reached.</exception>
    /// <exception cref="NotFiniteNumberException">The model computes no numbers.</exception>
    public IEnumerable<TextSample> SampleAll(
        IEnumerable<SampleRequest> requests,
        int tokens,
        SamplingSettings settings,
        CancellationToken stop
    ) => _generator.GenerateAll(requests, tokens, settings, _generator.Together, stop);

    /// <summary>The weights in use as a safetensors file's bytes, with the model's settings in its metadata.</summary>
    public byte[] WeightsFile() => ModelFiles.WeightsOf(_model).ToBytes();

    public void Dispose()
    {
        _model.Dispose();
        _threads.Dispose();
    }
}
