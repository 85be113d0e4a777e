using Pawl.Tensors;

namespace Pawl.Text.Model;

/// <summary>Parameters of one pre-norm transformer block; biases are null in a model without.</summary>
internal sealed class GptBlock(ParameterSet parameters, int index, bool bias)
{
    public Tensor AttentionNormGain { get; } = parameters[$"transformer.h.{index}.ln_1.weight"].Value;
    public Tensor? AttentionNormBias { get; } = bias ? parameters[$"transformer.h.{index}.ln_1.bias"].Value : null;
    public Tensor QueryKeyValue { get; } = parameters[$"transformer.h.{index}.attn.c_attn.weight"].Value;
    public Tensor? QueryKeyValueBias { get; } = bias ? parameters[$"transformer.h.{index}.attn.c_attn.bias"].Value : null;
    public Tensor AttentionProjection { get; } = parameters[$"transformer.h.{index}.attn.c_proj.weight"].Value;
    public Tensor? AttentionProjectionBias { get; } = bias ? parameters[$"transformer.h.{index}.attn.c_proj.bias"].Value : null;
    public Tensor MlpNormGain { get; } = parameters[$"transformer.h.{index}.ln_2.weight"].Value;
    public Tensor? MlpNormBias { get; } = bias ? parameters[$"transformer.h.{index}.ln_2.bias"].Value : null;
    public Tensor Expansion { get; } = parameters[$"transformer.h.{index}.mlp.c_fc.weight"].Value;
    public Tensor? ExpansionBias { get; } = bias ? parameters[$"transformer.h.{index}.mlp.c_fc.bias"].Value : null;
    public Tensor MlpProjection { get; } = parameters[$"transformer.h.{index}.mlp.c_proj.weight"].Value;
    public Tensor? MlpProjectionBias { get; } = bias ? parameters[$"transformer.h.{index}.mlp.c_proj.bias"].Value : null;
}
