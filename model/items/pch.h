#pragma once

#include <QtCore>
#include <QtGui>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
