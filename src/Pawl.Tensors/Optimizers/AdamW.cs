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
    /// <param name="gradientScale">1, or what <see cref="GradientNorm.ClipScale"/> returned: the gradients themselves are not changed.</param>
    public void Step(float learningRate, ComputeThreads threads, float gradientScale = 1)
    {
        _ = threads;
        StepCount++;
        var correction1 = 1 - Math.Pow(Settings.Beta1, StepCount);
        var correction2 = Math.Sqrt(1 - Math.Pow(Settings.Beta2, StepCount));
        var (beta1, beta2) = (Settings.Beta1, Settings.Beta2);
        for (var i = 0; i < _parameters.Count; i++)
        {
            var value = _parameters[i].Value;
            var decay = value.Shape.Rank >= 2 ? 1 - learningRate * Settings.WeightDecay : 1;
            var p = value.Data;
            var g = _parameters[i].Gradient.Data;
            var m = _means[i].Value.Data;
            var v = _squares[i].Value.Data;
            for (var j = 0; j < value.Length; j++)
            {
                var gradient = g[j] * gradientScale;
                m[j] = beta1 * m[j] + (1 - beta1) * gradient;
                v[j] = beta2 * v[j] + (1 - beta2) * gradient * gradient;
                p[j] =
                    decay * p[j] - (float)(learningRate / correction1) * m[j] / (MathF.Sqrt(v[j]) / (float)correction2 + Settings.Epsilon);
            }
        }
    }
}
