using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Text.Model;

/// <summary>GPT-2's architecture in nanoGPT's spelling: learned positions, pre-norm blocks, head tied to the token embedding.</summary>
/// <remarks>
/// Radford et al., "Language models are unsupervised multitask learners", 2019, section 2.3. Parameter names are the keys of
/// nanoGPT's state dict without the tied <c>lm_head.weight</c>; linear weights are (out, in). Not thread-safe: one call at a time.
/// The threads are the caller's and are not disposed here.
/// </remarks>
public sealed class GptModel : IDisposable
{
    private const float InitialDeviation = 0.02f;

    private readonly ParameterSet _parameters;
    private readonly GptBlock[] _blocks;
    private readonly Tensor _tokenTable;
    private readonly Tensor _positionTable;
    private readonly Tensor _finalGain;
    private readonly Tensor? _finalBias;
    private readonly Tape _tape;

    /// <summary>A model with fresh weights: N(0, 0.02), residual projections N(0, 0.02/√(2·layers)), biases 0, gains 1.</summary>
    /// <param name="seed">The weights are a function of settings and seed.</param>
    /// <exception cref="ArgumentException">The settings are not valid.</exception>
    public GptModel(GptSettings settings, ulong seed, ComputeThreads threads)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        Settings = settings;
        Threads = threads;
        _tape = new Tape(threads);
        _parameters = new ParameterSet(Declarations(settings));
        _tokenTable = _parameters["transformer.wte.weight"].Value;
        _positionTable = _parameters["transformer.wpe.weight"].Value;
        _finalGain = _parameters["transformer.ln_f.weight"].Value;
        _finalBias = settings.Bias ? _parameters["transformer.ln_f.bias"].Value : null;
        _blocks = [.. Enumerable.Range(0, settings.Layers).Select(index => new GptBlock(_parameters, index, settings.Bias))];
        Initialize(seed);
    }

    public GptSettings Settings { get; }

    public ComputeThreads Threads { get; }

    /// <summary>In the order of nanoGPT's state dict; the tied head counts once, as <c>transformer.wte.weight</c>.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The same parameters, by name and as flat buffers.</summary>
    public ParameterSet ParameterSet => _parameters;

    /// <summary>Trainable numbers; nanoGPT prints this less the position table.</summary>
    public long ParameterCount => _parameters.ElementCount;

    public void ZeroGradients() => _parameters.ZeroGradients();

    /// <summary>Training mode: adds <paramref name="gradientScale"/> × ∂loss/∂p to the gradient of every parameter p.</summary>
    /// <param name="tokens">batch × length, row by row.</param>
    /// <param name="targets">The token that follows each.</param>
    /// <param name="length">1 to the block size.</param>
    /// <param name="dropout">Not used when the settings' dropout is 0.</param>
    /// <returns>Mean cross-entropy in nats, not scaled.</returns>
    /// <exception cref="ArgumentException">Counts do not fit, the length is out of range, or a token is outside the vocabulary.</exception>
    public float LossAndGradients(
        ReadOnlySpan<int> tokens,
        ReadOnlySpan<int> targets,
        int batch,
        int length,
        float gradientScale,
        DropoutKey dropout
    )
    {
        RequireBatch(tokens, targets, batch, length);
        Begin(isRecording: true);
        var loss = _tape.CrossEntropy(Head(Trunk(tokens, length, Settings.Dropout, dropout)), targets);
        var value = loss.Values[0];
        _tape.Backward(loss, gradientScale);
        return value;
    }

    /// <summary>Evaluation mode: mean cross-entropy in nats, without dropout.</summary>
    /// <exception cref="ArgumentException">Counts do not fit, the length is out of range, or a token is outside the vocabulary.</exception>
    public float Loss(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, int batch, int length)
    {
        RequireBatch(tokens, targets, batch, length);
        Begin(isRecording: false);
        return _tape.CrossEntropy(Head(Trunk(tokens, length, 0, default)), targets).Values[0];
    }

    /// <summary>Evaluation mode: logits (batch, length, vocabulary) of every position.</summary>
    /// <exception cref="ArgumentException">Counts do not fit, the length is out of range, or a token is outside the vocabulary.</exception>
    public void Logits(ReadOnlySpan<int> tokens, int batch, int length, Span<float> logits)
    {
        RequireBatch(tokens, tokens, batch, length);
        if (logits.Length != tokens.Length * Settings.VocabularySize)
        {
            throw new ArgumentException(
                $"Logits of shape ({batch}, {length}, {Settings.VocabularySize}) are {tokens.Length * Settings.VocabularySize} numbers: "
                    + $"got room for {logits.Length}."
            );
        }

        Begin(isRecording: false);
        Head(Trunk(tokens, length, 0, default)).Values.CopyTo(logits);
    }

    public void Dispose() => _tape.Dispose();

    private void Begin(bool isRecording)
    {
        _tape.Reset();
        _tape.IsRecording = isRecording;
    }

    private Tensor Trunk(ReadOnlySpan<int> tokens, int length, float dropout, DropoutKey key)
    {
        var layer = 0;
        var x = _tape.Dropout(_tape.TokenAndPosition(_tokenTable, _positionTable, tokens, length), dropout, key, layer++);
        foreach (var block in _blocks)
        {
            var normal = _tape.LayerNorm(x, block.AttentionNormGain, block.AttentionNormBias);
            var attended = _tape.CausalAttention(
                _tape.Linear(normal, block.QueryKeyValue, block.QueryKeyValueBias),
                length,
                Settings.Heads,
                dropout,
                key,
                layer++
            );
            x = AddBranch(x, attended, block.AttentionProjection, block.AttentionProjectionBias, dropout, key, layer++);
            normal = _tape.LayerNorm(x, block.MlpNormGain, block.MlpNormBias);
            var activated = _tape.LinearGelu(normal, block.Expansion, block.ExpansionBias, Settings.Gelu);
            x = AddBranch(x, activated, block.MlpProjection, block.MlpProjectionBias, dropout, key, layer++);
        }

        return _tape.LayerNorm(x, _finalGain, _finalBias);
    }

    /// <summary>x + dropout(branch Wᵀ + b).</summary>
    private Tensor AddBranch(Tensor x, Tensor branch, Tensor weight, Tensor? bias, float dropout, DropoutKey key, int layer) =>
        dropout == 0
            ? _tape.Linear(branch, weight, bias, residual: x)
            : _tape.Add(x, _tape.Dropout(_tape.Linear(branch, weight, bias), dropout, key, layer));

    private Tensor Head(Tensor trunk) => _tape.Linear(trunk, _tokenTable);

    private void RequireBatch(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, int batch, int length)
    {
        if (length < 1 || length > Settings.BlockSize)
        {
            throw new ArgumentException($"The length is 1 to the block size of {Settings.BlockSize}: got {length}.", nameof(length));
        }

        if (batch < 1 || tokens.Length != batch * length || targets.Length != tokens.Length)
        {
            throw new ArgumentException(
                $"A batch of shape ({batch}, {length}) has {(long)batch * length} tokens and as many targets: got {tokens.Length} and {targets.Length}."
            );
        }
    }

    private void Initialize(ulong seed)
    {
        var residualDeviation = InitialDeviation / MathF.Sqrt(2f * Math.Max(1, Settings.Layers));
        for (var i = 0; i < _parameters.Count; i++)
        {
            var (name, value) = (_parameters[i].Name, _parameters[i].Value);
            if (value.Shape.Rank == 2)
            {
                // A stream per parameter: adding a layer leaves the others' weights as they were.
                new Philox4x32(seed, (ulong)i).FillNormal(
                    value.Values,
                    name.EndsWith("c_proj.weight", StringComparison.Ordinal) ? residualDeviation : InitialDeviation
                );
            }
            else if (name.EndsWith(".weight", StringComparison.Ordinal))
            {
                value.Values.Fill(1);
            }
        }
    }

    private static List<(string Name, TensorShape Shape)> Declarations(GptSettings settings)
    {
        var width = settings.Width;
        var declarations = new List<(string Name, TensorShape Shape)>
        {
            ("transformer.wte.weight", new(settings.VocabularySize, width)),
            ("transformer.wpe.weight", new(settings.BlockSize, width)),
        };
        for (var i = 0; i < settings.Layers; i++)
        {
            var prefix = $"transformer.h.{i}.";
            Norm(prefix + "ln_1");
            Linear(prefix + "attn.c_attn", 3 * width, width);
            Linear(prefix + "attn.c_proj", width, width);
            Norm(prefix + "ln_2");
            Linear(prefix + "mlp.c_fc", 4 * width, width);
            Linear(prefix + "mlp.c_proj", width, 4 * width);
        }

        Norm("transformer.ln_f");
        return declarations;

        void Norm(string name)
        {
            declarations.Add((name + ".weight", new(width)));
            if (settings.Bias)
            {
                declarations.Add((name + ".bias", new(width)));
            }
        }

        void Linear(string name, int outputs, int inputs)
        {
            declarations.Add((name + ".weight", new(outputs, inputs)));
            if (settings.Bias)
            {
                declarations.Add((name + ".bias", new(outputs)));
            }
        }
    }
}
