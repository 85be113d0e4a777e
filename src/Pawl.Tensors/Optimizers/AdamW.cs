using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Optimizers;

/// <summary>Adam with decoupled weight decay and bias correction.</summary>
/// <remarks>
/// Loshchilov and Hutter, "Decoupled weight decay regularization", 2019, algorithm 2, in PyTorch's form: decay p by lr·λ, then
/// p −= lr · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε). Decay leaves vectors (biases and gains) alone.
/// </remarks>
public sealed unsafe class AdamW
{
    private readonly ParameterSet _parameters;
    private readonly Dictionary<string, Tensor> _state = new(StringComparer.Ordinal);
    private readonly ParameterSet _means;
    private readonly ParameterSet _squares;

    /// <exception cref="ArgumentException">A constant is out of its range.</exception>
    public AdamW(ParameterSet parameters, AdamWSettings settings)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(settings);
        if (
            !(settings.Beta1 >= 0 && settings.Beta1 < 1 && settings.Beta2 >= 0 && settings.Beta2 < 1)
            || !(settings.WeightDecay >= 0 && settings.Epsilon > 0)
        )
        {
            throw new ArgumentException($"AdamW takes betas in [0, 1), a decay of 0 or more and an epsilon above 0: got {settings}.");
        }

        _parameters = parameters;
        Settings = settings;
        _means = new ParameterSet([.. parameters.Select(parameter => (parameter.Name + ".mean", parameter.Value.Shape))]);
        _squares = new ParameterSet([.. parameters.Select(parameter => (parameter.Name + ".square", parameter.Value.Shape))]);
        foreach (var moment in _means.Concat(_squares))
        {
            _state.Add(moment.Name, moment.Value);
        }
    }

    public AdamWSettings Settings { get; }

    /// <summary>Steps taken; part of the state, since the bias correction depends on it.</summary>
    public long StepCount { get; set; }

    /// <summary>Both moments of every parameter, named <c>{parameter}.mean</c> and <c>{parameter}.square</c>: write them to restore.</summary>
    public IReadOnlyDictionary<string, Tensor> State => _state;

    /// <summary>Takes one step on the gradients as they stand, multiplied by <paramref name="gradientScale"/>.</summary>
    /// <param name="learningRate">0 or more.</param>
    /// <param name="gradientScale">1, or what <see cref="GradientNorm.ClipScale"/> returned: the gradients themselves are not changed.</param>
    public void Step(float learningRate, ComputeThreads threads, float gradientScale = 1)
    {
        ArgumentNullException.ThrowIfNull(threads);
        StepCount++;
        fixed (ParameterChunk* chunks = _parameters.Chunks)
        {
            var arguments = new AdamWArguments
            {
                Chunks = chunks,
                Values = _parameters.FlatValues,
                Gradients = _parameters.FlatGradients,
                Means = _means.FlatValues,
                Squares = _squares.FlatValues,
                GradientScale = gradientScale,
                Beta1 = Settings.Beta1,
                Beta2 = Settings.Beta2,
                Decay = 1 - learningRate * Settings.WeightDecay,
                StepSize = (float)(learningRate / (1 - Math.Pow(Settings.Beta1, StepCount))),
                InverseCorrection = (float)(1 / Math.Sqrt(1 - Math.Pow(Settings.Beta2, StepCount))),
                Epsilon = Settings.Epsilon,
            };
            threads.Run(&AdamWArguments.Step, &arguments, _parameters.Chunks.Length);
        }
    }
}
