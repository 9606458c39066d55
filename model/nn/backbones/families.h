#pragma once

#include "nn/backbone.h"

namespace deltascope::nn {

// Each in the file of its name, the Llama stack's in llama.cpp; registry.cpp lists them.
std::unique_ptr<Backbone> buildAlbert(const BuildContext &context);
std::unique_ptr<Backbone> buildBart(const BuildContext &context);
std::unique_ptr<Backbone> buildBert(const BuildContext &context);
std::unique_ptr<Backbone> buildBloom(const BuildContext &context);
std::unique_ptr<Backbone> buildDistilBert(const BuildContext &context);
std::unique_ptr<Backbone> buildElectra(const BuildContext &context);
std::unique_ptr<Backbone> buildRoberta(const BuildContext &context);
std::unique_ptr<Backbone> buildXlmRoberta(const BuildContext &context);
std::unique_ptr<Backbone> buildDebertaV2(const BuildContext &context);
std::unique_ptr<Backbone> buildFalcon(const BuildContext &context);
std::unique_ptr<Backbone> buildGemma(const BuildContext &context);
std::unique_ptr<Backbone> buildGemma2(const BuildContext &context);
std::unique_ptr<Backbone> buildGpt2(const BuildContext &context);
std::unique_ptr<Backbone> buildGptJ(const BuildContext &context);
std::unique_ptr<Backbone> buildGptNeo(const BuildContext &context);
std::unique_ptr<Backbone> buildGptNeoX(const BuildContext &context);
std::unique_ptr<Backbone> buildLlama(const BuildContext &context);
std::unique_ptr<Backbone> buildMBart(const BuildContext &context);
std::unique_ptr<Backbone> buildMt5(const BuildContext &context);
std::unique_ptr<Backbone> buildMistral(const BuildContext &context);
std::unique_ptr<Backbone> buildMixtral(const BuildContext &context);
std::unique_ptr<Backbone> buildOlmo2(const BuildContext &context);
std::unique_ptr<Backbone> buildOpt(const BuildContext &context);
std::unique_ptr<Backbone> buildPhi(const BuildContext &context);
std::unique_ptr<Backbone> buildPhi3(const BuildContext &context);
std::unique_ptr<Backbone> buildQwen2(const BuildContext &context);
std::unique_ptr<Backbone> buildQwen3(const BuildContext &context);
std::unique_ptr<Backbone> buildSmolLm3(const BuildContext &context);
std::unique_ptr<Backbone> buildStarcoder2(const BuildContext &context);
std::unique_ptr<Backbone> buildT5(const BuildContext &context);
double tiedT5Scale(const Config &config);
std::unique_ptr<Backbone> buildVit(const BuildContext &context);

} // namespace deltascope::nn
