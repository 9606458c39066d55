#include "nn/delta/broughthead.h"

#include "io/jsonfile.h"
#include "nn/backbone.h"
#include "nn/delta/adapterhub/heads.h"

#include <algorithm>
#include <filesystem>

namespace deltascope::nn {

namespace {

/// The last layer of a head by its key's end, and the head that is of no other task.
struct LastLayer {
    std::string_view end;
    HeadKind kind;
};
constexpr LastLayer lastLayers[] = {
    {"score.weight", HeadKind::SequenceClassification},
    {"classifier.out_proj.weight", HeadKind::SequenceClassification},
    {"classification_head.out_proj.weight", HeadKind::SequenceClassification},
    {"classifier.weight", HeadKind::SequenceClassification},
    {"qa_outputs.weight", HeadKind::QuestionAnswering},
    {"lm_head.weight", HeadKind::CausalLm},
};

bool endsAsKey(std::string_view key, std::string_view end)
{
    return key.ends_with(end) && (key.size() == end.size() || key[key.size() - end.size() - 1] == '.');
}

/// The task that the configuration names, in any library's words.
std::optional<HeadKind> taskOf(const Config &config)
{
    if (const auto head = headOfTask(config.text("task_type", "")))
        return head;
    return headOfArchitecture(config.text("backbone_class", config.text("model_class", "")));
}

/// The names in id2label of a model's config.json that was saved beside the delta, if there are as many.
std::vector<std::string> labelsBeside(const DeltaFolder &folder, int outputs)
{
    const std::filesystem::path file = std::filesystem::path(folder.weightsFile).parent_path() / "config.json";
    if (folder.kind->library != "peft" || !std::filesystem::exists(file))
        return {};
    const nlohmann::json config = io::readJson(file.string());
    const auto map = config.is_object() ? config.find("id2label") : config.end();
    if (!config.is_object() || map == config.end() || !map->is_object())
        return {};
    std::vector<std::string> labels;
    for (int i = 0; i < outputs; ++i)
        if (const auto label = map->find(std::to_string(i)); label != map->end() && label->is_string())
            labels.push_back(*label);
    return static_cast<int>(labels.size()) == outputs ? labels : std::vector<std::string>();
}

} // namespace

std::optional<HeadKind> headOfTask(std::string_view taskType)
{
    static constexpr std::pair<std::string_view, HeadKind> tasks[] = {
        {"SEQ_CLS", HeadKind::SequenceClassification},     {"TOKEN_CLS", HeadKind::TokenClassification},
        {"QUESTION_ANS", HeadKind::QuestionAnswering},     {"CAUSAL_LM", HeadKind::CausalLm},
        {"SEQ_2_SEQ_LM", HeadKind::ConditionalGeneration},
    };
    for (const auto &[name, head] : tasks)
        if (name == taskType)
            return head;
    return std::nullopt;
}

std::optional<DeltaHead> broughtHead(const DeltaFolder &folder)
{
    if (folder.head)
        return adapterhub::describeHead(*folder.head);
    for (const LastLayer &last : lastLayers)
        for (const io::TensorEntry &entry : folder.tensors.entries()) {
            if (!endsAsKey(entry.name, last.end) || entry.shape.size() != 2)
                continue;
            DeltaHead head;
            const bool isFixed = last.kind == HeadKind::QuestionAnswering;
            head.kind = isFixed ? last.kind : taskOf(folder.config).value_or(last.kind);
            head.outputs = static_cast<int>(std::clamp<std::int64_t>(entry.shape[0], 0, 1'000'000));
            head.labels = labelsBeside(folder, head.outputs);
            return head;
        }
    return std::nullopt;
}

} // namespace deltascope::nn
